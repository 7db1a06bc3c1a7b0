//! An official (经办人) is a post of a unit, never a name; who acts is named by its id.

use clap::Subcommand;
use client::words::yes;
use ids::UnitCode;
use proto::{
    approval::v1::ListOfficialsRequest,
    reference::v1::{Official, Role},
};

use crate::{failure::Failure, output::Row, pages::Pages, session::Session, target::Service, typed::text};

#[derive(Subcommand, Debug)]
pub(crate) enum Officials {
    /// 列出经办人 / list officials
    List {
        /// 哪个单位，缺省为本单位 / of which unit, the caller's if not given
        #[arg(long, value_name = "UNIT")]
        of: Option<UnitCode>,
        #[command(flatten)]
        pages: Pages,
    },
}

impl Officials {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let Self::List { of, pages } = self;
        let asked = ListOfficialsRequest { unit: text(of), ..Default::default() };
        session.at(Service::Approval).list(&pages, asked).await
    }
}

impl Row<5> for Official {
    const HEAD: [&'static str; 5] = ["编号", "单位", "岗位", "角色", "停用"];

    fn row(&self) -> [String; 5] {
        [self.id.clone(), self.unit.clone(), self.label.clone(), roles(self.roles()), yes(!self.active)]
    }
}

/// What an official or a system may do.
pub(super) fn roles(roles: impl Iterator<Item = Role>) -> String {
    roles.map(Role::zh).collect::<Vec<_>>().join("、")
}
