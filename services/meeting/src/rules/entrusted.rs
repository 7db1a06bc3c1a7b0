//! Joint meeting 2(3) — Matters entrusted to the office (交办事项): the office's unit leads them; what is agreed (议定事项), any unit.

use ids::UnitCode;
use proto::words::meeting::ResolutionKind;
use refusal::{Refusal, articles};

/// Refuses that another unit than the office's leads an entrusted matter; `field` is where it stands, if not at the top.
pub(crate) fn may_lead(
    field: &str,
    kind: ResolutionKind,
    lead: &UnitCode,
    office: Option<&UnitCode>,
) -> Result<(), Refusal> {
    if kind == ResolutionKind::Agreed || office == Some(lead) {
        return Ok(());
    }
    let (en, zh) = ("what is entrusted to the office is led by its unit", "交办事项由联席会议办公室牵头");
    let field = if field.is_empty() { "lead_unit".to_owned() } else { format!("{field}.lead_unit") };
    Err(Refusal::field(field, "not_allowed", en, zh).under(articles::MEETING_2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_leads_what_is_entrusted_to_it() {
        let (office, other): (UnitCode, UnitCode) = ("xzspj".parse().unwrap(), "scjgj".parse().unwrap());
        let may = |kind, lead| may_lead("resolutions[0]", kind, lead, Some(&office)).is_ok();
        assert!(may(ResolutionKind::Agreed, &other) && may(ResolutionKind::Entrusted, &office));
        assert!(!may(ResolutionKind::Entrusted, &other));
        assert!(may_lead("resolutions[0]", ResolutionKind::Entrusted, &office, None).is_err());
    }
}
