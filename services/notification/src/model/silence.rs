//! A silence (静默) has an end from the beginning, so that no unit is forgotten in it; the leader may end it earlier.

use ids::{OfficialId, SilenceId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;

/// A time in which only the leader of a unit is told of its duties outside the inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Silence {
    pub(crate) id: SilenceId,
    pub(crate) unit: UnitCode,
    /// The leader who silenced the unit.
    pub(crate) official: OfficialId,
    /// The leader's reason.
    pub(crate) reason: String,
    pub(crate) created_at: Timestamp,
    /// Exclusive end.
    pub(crate) until: Timestamp,
    /// Who ended it before its time.
    pub(crate) ended_by: Option<OfficialId>,
}

impl Silence {
    /// Ends it now; refused once it has ended.
    pub(crate) fn end(&mut self, by: OfficialId, now: Timestamp) -> Result<(), Refusal> {
        if now >= self.until {
            return Err(Refusal::precondition("SILENCE_ENDED", "the silence has ended", "该静默已结束"));
        }
        self.until = now;
        self.ended_by = Some(by);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_ends_once() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let leader: OfficialId = "scjgj-leader".parse().unwrap();
        let mut silence = Silence {
            id: SilenceId::generate(),
            unit: "scjgj".parse().unwrap(),
            official: leader.clone(),
            reason: "系统切换".to_owned(),
            created_at: at("2026-10-12T09:00:00+08:00"),
            until: at("2026-10-14T00:00:00+08:00"),
            ended_by: None,
        };
        let now = at("2026-10-13T09:00:00+08:00");
        silence.end(leader.clone(), now).unwrap();
        assert_eq!((silence.until, silence.ended_by.clone()), (now, Some(leader.clone())));
        assert_eq!(silence.end(leader, now).unwrap_err().reason, "SILENCE_ENDED");
    }
}
