//! Certificates for development are made on this machine; nobody is called.

use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use crate::{failure::Failure, files::read, output::table, session::Session};

/// The units of the sample directory.
const SAMPLE_UNITS: &str = include_str!("../../../../services/approval/data/units.tsv");
/// The system that a unit's development certificate stands for.
const SYSTEM: &str = "dev";

#[derive(Subcommand, Debug)]
pub(crate) enum Certs {
    /// 生成开发用 CA、服务与各单位证书；已有的不动 / make a development CA and certificates; keeps what is there
    Dev {
        /// 目录 / folder
        #[arg(long, value_name = "DIR", default_value = ".run/certs")]
        out: PathBuf,
        /// 单位表（首列为单位代码），缺省为示例单位 / units, their code in the first column
        #[arg(long, value_name = "FILE")]
        units: Option<PathBuf>,
    },
}

/// A client certificate that was made or kept.
#[derive(Serialize)]
struct Made {
    unit: String,
    system: String,
    fingerprint: String,
}

impl Certs {
    pub(crate) fn run(self, session: &mut Session) -> Result<(), Failure> {
        let Self::Dev { out, units } = self;
        let text = match &units {
            Some(file) => String::from_utf8_lossy(&read(file)?).into_owned(),
            None => SAMPLE_UNITS.to_owned(),
        };
        let units: Vec<_> = codes(&text).map(|code| (code, SYSTEM)).collect();
        let pins = certs::write_development(&out, &units)
            .map_err(|cause| Failure::local("证书目录不能写入", &cause))?;
        let made: Vec<_> = pins
            .into_iter()
            .map(|pin| Made { unit: pin.unit, system: pin.system, fingerprint: pin.fingerprint })
            .collect();
        session.output.note(&format!("证书目录 / folder: {}", out.display()))?;
        session.output.own(&made, |made| {
            table(
                ["单位", "系统", "公钥指纹"],
                made.iter().map(|one| [one.unit.clone(), one.system.clone(), one.fingerprint.clone()]),
            )
        })
    }
}

/// The first column below the heading; lines that start with `#` are remarks.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use ids::UnitCode;

    use super::*;

    #[test]
    fn every_unit_of_the_sample_has_a_code() {
        let codes: Vec<_> = codes(SAMPLE_UNITS).collect();
        assert_eq!(codes.first(), Some(&"xzspj"));
        assert_eq!(codes.len(), 30);
        assert!(codes.iter().all(|code| code.parse::<UnitCode>().is_ok()));
    }
}
