//! Seats of the roster.

use clap::Args;
use ids::UnitCode;
use jiff::civil::Date;
use proto::meeting::v1::{ListSeatsRequest, roster_service_client::RosterServiceClient};

use super::record;
use crate::{choices, client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 某日的名册，缺省为今天 / as of a day, today if not given
    #[arg(long, value_name = "DAY", conflicts_with = "past")]
    day: Option<Date>,
    /// 含以往 / the whole history
    #[arg(long)]
    past: bool,
    /// 哪个单位，可多次 / of which unit; may be repeated
    #[arg(long, value_name = "UNIT")]
    of: Vec<UnitCode>,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut roster = RosterServiceClient::new(session.calls(Service::Meeting)?);
        let units: Vec<String> = self.of.iter().map(ToString::to_string).collect();
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let (day, include_past, units) = (choices::day(self.day), self.past, units.clone());
                let asked = ListSeatsRequest { page_size, page_token, day, include_past, units };
                let answer = roster.list_seats(request(asked)).await?.into_inner();
                Ok((answer.seats, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::seats)
    }
}
