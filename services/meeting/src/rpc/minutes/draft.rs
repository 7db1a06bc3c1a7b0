//! The office writes the next version of the minutes (联席会议制度三（五）).

use ids::MeetingId;
use jiff::civil::Date;
use proto::{
    meeting::v1::{
        DraftMinutesRequest, DraftMinutesResponse, MinutesContent, MinutesMatter, ResolutionDraft,
        RulingDraft,
    },
    words::meeting::{ResolutionKind, RulingKind},
};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_paragraphs, parse_word};

use super::present;
use crate::{App, operations, rpc::known_units::known_unit};

/// The most topics, resolutions and rulings.
const MOST: usize = 100;
/// The most units that help.
const MOST_CO_UNITS: usize = 20;

impl Act<App> for DraftMinutesRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let text = parse(app, self.content.unwrap_or_default())?;
        let directory = app.reference.directory();
        let minutes = operations::draft_minutes(context, &directory, id, self.base_version, text).await?;
        let minutes = Some(present::minutes(&minutes));
        Ok(Done::with(id, DraftMinutesResponse { minutes }))
    }
}

/// Every text in its kept form, every unit known, every day a day.
fn parse(app: &App, content: MinutesContent) -> Result<MinutesContent, Refusal> {
    let most = content.matters.len().max(content.resolutions.len()).max(content.rulings.len());
    if most > MOST {
        let (en, zh) = (format!("at most {MOST} of each"), format!("每类最多{MOST}项"));
        return Err(Refusal::field("content", "count", en, zh));
    }
    Ok(MinutesContent {
        opening: parse_paragraphs("content.opening", &content.opening, 2000)?,
        matters: content.matters.into_iter().map(matter).collect::<Result<_, _>>()?,
        resolutions: numbered(content.resolutions, |at, draft| resolution(app, at, draft))?,
        rulings: numbered(content.rulings, |at, draft| ruling(app, at, draft))?,
    })
}

fn numbered<Draft>(
    drafts: Vec<Draft>,
    parse: impl Fn(usize, Draft) -> Result<Draft, Refusal>,
) -> Result<Vec<Draft>, Refusal> {
    drafts.into_iter().enumerate().map(|(at, draft)| parse(at, draft)).collect()
}

fn matter(matter: MinutesMatter) -> Result<MinutesMatter, Refusal> {
    Ok(MinutesMatter { text: parse_paragraphs("content.matters.text", &matter.text, 3000)?, ..matter })
}

fn resolution(app: &App, at: usize, draft: ResolutionDraft) -> Result<ResolutionDraft, Refusal> {
    let field = |name: &str| format!("content.resolutions[{at}].{name}");
    parse_word::<ResolutionKind>(field("kind"), draft.kind, ("say what kind it is", "请选择事项类别"))?;
    known_unit(app, field("lead_unit"), &draft.lead_unit)?;
    if draft.co_units.len() > MOST_CO_UNITS {
        let (en, zh) = (format!("at most {MOST_CO_UNITS}"), format!("最多{MOST_CO_UNITS}个单位"));
        return Err(Refusal::field(field("co_units"), "count", en, zh));
    }
    for (at, unit) in draft.co_units.iter().enumerate() {
        known_unit(app, field("co_units"), unit)?;
        if *unit == draft.lead_unit || draft.co_units[..at].contains(unit) {
            let (en, zh) = (
                "a unit stands once, and the one that leads is not named again",
                "单位不得重复，牵头单位不再列为配合单位",
            );
            return Err(Refusal::field(field("co_units"), "duplicate", en, zh));
        }
    }
    let Ok(due_on) = draft.due_on.parse::<Date>() else {
        let (en, zh) = ("not a date: YYYY-MM-DD", "日期格式应为YYYY-MM-DD");
        return Err(Refusal::field(field("due_on"), "format", en, zh));
    };
    let due_on = due_on.to_string();
    Ok(ResolutionDraft {
        due_on,
        text: parse_paragraphs("content.resolutions.text", &draft.text, 500)?,
        ..draft
    })
}

fn ruling(app: &App, at: usize, draft: RulingDraft) -> Result<RulingDraft, Refusal> {
    let field = |name: &str| format!("content.rulings[{at}].{name}");
    parse_word::<RulingKind>(field("kind"), draft.kind, ("say what kind it is", "请选择处理意见类别"))?;
    if !draft.unit.is_empty() {
        known_unit(app, field("unit"), &draft.unit)?;
    }
    Ok(RulingDraft {
        note: String::new(),
        text: parse_paragraphs("content.rulings.text", &draft.text, 1000)?,
        ..draft
    })
}
