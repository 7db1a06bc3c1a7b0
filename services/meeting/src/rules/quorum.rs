//! Joint meeting 3(1) — Quorum (法定到会人数): the regulation names none. A county that has one sets it, with where it stands.

use anyhow::ensure;
use refusal::{Refusal, articles};
use serde::{Deserialize, Serialize};

/// How many of the seats that are invited have to be taken.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// In a hundred, 0 to 100; 0: none.
    percent: u32,
    /// Where it stands, in Chinese; required unless it is 0.
    basis: String,
}

impl Quorum {
    /// Refuses what no county can have decided.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(self.percent <= 100, "meeting.quorum.percent is {}, more than 100", self.percent);
        ensure!(
            self.percent == 0 || !self.basis.trim().is_empty(),
            "meeting.quorum.basis is empty: say where the quorum stands"
        );
        Ok(())
    }

    /// Refuses to open a meeting where so few of the invited seats are taken.
    pub(crate) fn must_be_met(&self, invited: usize, here: usize) -> Result<(), Refusal> {
        if here * 100 >= invited * self.percent as usize {
            return Ok(());
        }
        let Self { percent, basis } = self;
        let en = format!("{here} of {invited} are here, less than {percent} % ({basis})");
        let zh = format!("应到{invited}、实到{here}，未达{percent}%（{basis}）");
        Err(Refusal::precondition("QUORUM_NOT_MET", &en, &zh).under(articles::MEETING_3_1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quorum(percent: u32, basis: &str) -> Quorum {
        Quorum { percent, basis: basis.to_owned() }
    }

    #[test]
    fn without_a_quorum_nobody_is_counted_and_with_one_the_share_is() {
        assert!(quorum(0, "").must_be_met(26, 0).is_ok());
        let half = quorum(50, "县政府办文件");
        assert!(half.must_be_met(26, 13).is_ok());
        let refusal = half.must_be_met(26, 12).unwrap_err();
        assert_eq!(refusal.reason, "QUORUM_NOT_MET");
        assert!(refusal.zh.contains("应到26、实到12，未达50%（县政府办文件）"), "{}", refusal.zh);
        assert!(quorum(67, "x").must_be_met(3, 2).is_err(), "66.7 is less");
        assert!(quorum(100, "x").must_be_met(0, 0).is_ok(), "of nobody, nobody is missing");
    }

    #[test]
    fn a_quorum_says_where_it_stands() {
        assert!(quorum(0, "").check().is_ok());
        assert!(quorum(50, " ").check().is_err());
        assert!(quorum(101, "x").check().is_err());
        assert!(quorum(100, "x").check().is_ok());
    }
}
