//! Report of notices (催办送达情况): who was told what, when, on which way, with which result.

use std::ops::Range;

use ids::DutyId;
use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::{
    notification::v1::{NoticeReader, ReportNoticesRequest, ReportNoticesResponse, ReportedNotice},
    words::notification::NeedlessReason,
};
use refusal::Refusal;
use shell::{Error, LARGEST_ANSWER, Read, View, parse_id, timestamp_from_proto, timestamp_to_proto};

use super::report_page;
use crate::{
    App,
    model::{Reported, What},
    rpc::{codes::parse_units, visible_unit::visible_unit},
    store::report::{Filter, report},
};

/// More rows than anybody prints.
const MOST: usize = 5000;
/// The longest time of one report.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

impl Read<App> for ReportNoticesRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let duty = match self.duty_id.as_str() {
            "" => None,
            id => Some(parse_id::<DutyId>("duty_id", id)?),
        };
        let span = span(&self)?;
        let filter = Filter {
            unit: visible_unit(view.caller),
            units: &parse_units("units", self.units)?,
            duty,
            from: span.as_ref().map(|span| span.start),
            until: span.as_ref().map(|span| span.end),
            limit: i64::try_from(MOST + 1).unwrap_or(i64::MAX),
        };
        let rows = report(view.tx, &filter).await?;
        printed(app, rows, span.as_ref(), view.now)
    }
}

/// The rows with their page, as many as fit into an answer.
fn printed(
    app: &App,
    mut rows: Vec<Reported>,
    span: Option<&Range<Timestamp>>,
    now: Timestamp,
) -> Result<ReportNoticesResponse, Error> {
    let mut cut = rows.len() > MOST;
    rows.truncate(MOST);
    loop {
        let page = report_page::page(app, &rows, span, now);
        let page = page.map_err(|error| Error::Fault(error.to_string()))?;
        let notices = rows.iter().map(|row| reported(app, row)).collect();
        let report = ReportNoticesResponse { notices, page, cut };
        if report.encoded_len() <= LARGEST_ANSWER || rows.len() <= 1 {
            return Ok(report);
        }
        // Long sentences, or very many readers.
        rows.truncate(rows.len() / 2);
        cut = true;
    }
}

fn reported(app: &App, row: &Reported) -> ReportedNotice {
    let mut reported = ReportedNotice {
        unit: row.unit.to_string(),
        text: report_page::text(app, row),
        create_time: Some(timestamp_to_proto(row.created_at)),
        ..ReportedNotice::default()
    };
    match &row.what {
        What::Notice { id, level, parts: _ } => {
            reported.notice_id = id.to_string();
            reported.level = (*level).into();
        }
        What::Letter { id, number: _ } => reported.letter_id = id.to_string(),
        What::Announcement { id, .. } => reported.announcement_id = id.to_string(),
    }
    if let Some(sent) = &row.sent {
        reported.subscription.clone_from(&sent.name);
        reported.channel = sent.channel.into();
        reported.target.clone_from(&sent.shown);
        reported.state = sent.fate.state().into();
        reported.needless = sent.fate.needless().map_or(0, NeedlessReason::into);
        reported.attempts = sent.attempts;
        reported.end_time = sent.fate.ended_at().map(timestamp_to_proto);
        reported.provider_id = sent.provider_id.clone().unwrap_or_default();
    }
    let reader = |(official, at): &(ids::OfficialId, Timestamp)| NoticeReader {
        official: official.to_string(),
        read_time: Some(timestamp_to_proto(*at)),
    };
    reported.readers = row.readers.iter().map(reader).collect();
    reported
}

/// From when until when; none where a duty is named instead.
fn span(request: &ReportNoticesRequest) -> Result<Option<Range<Timestamp>>, Refusal> {
    let from = request.start_time.and_then(timestamp_from_proto);
    let until = request.end_time.and_then(timestamp_from_proto);
    match (from, until) {
        (Some(from), Some(until)) if until > from && until.duration_since(from) <= LONGEST => {
            Ok(Some(from..until))
        }
        (None, None) if !request.duty_id.is_empty() => Ok(None),
        _ => {
            let (en, zh) = (
                "say a time of at most 366 days, or a duty",
                "请填写不超过366天的起止时间，或者指定一项义务",
            );
            Err(Refusal::field("end_time", "range", en, zh))
        }
    }
}
