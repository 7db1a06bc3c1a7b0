//! ReportNotices.

use ids::DutyId;
use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::notification::v1::{
    self as pb, NoticeReader, ReportNoticesRequest, ReportNoticesResponse, ReportedNotice,
};
use refusal::Refusal;
use shell::{Caller, Error, LARGEST_ANSWER, as_caller, parse_id, timestamp_from_proto, timestamp_to_proto};

use super::{filter::parse_units, present_subscription, report_page, sight::sight};
use crate::{
    App,
    model::{Reported, What},
    store::report::{Filter, report},
};

/// More rows than anybody prints.
const MOST: usize = 5000;
/// The longest time of one report.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Who was told what, when, on which way, with which result.
pub(super) async fn report_notices(
    app: App,
    caller: Caller,
    request: ReportNoticesRequest,
) -> Result<ReportNoticesResponse, Error> {
    let duty = match request.duty_id.as_str() {
        "" => None,
        id => Some(parse_id::<DutyId>("duty_id", id)?),
    };
    let (from, until) = span(&request)?;
    let filter = Filter {
        unit: sight(&caller),
        units: &parse_units("units", request.units)?,
        duty,
        from,
        until,
        limit: i64::try_from(MOST + 1).unwrap_or(i64::MAX),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let mut rows = report(&mut tx, &filter).await?;
    tx.rollback().await?;
    let mut cut = rows.len() > MOST;
    rows.truncate(MOST);
    loop {
        let page =
            report_page::page(&app, &rows, (from, until)).map_err(|error| Error::Fault(error.to_string()))?;
        let notices = rows.iter().map(|row| reported(&app, row)).collect();
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
            reported.level = pb::Level::from(*level).into();
        }
        What::Letter { id, number: _ } => reported.letter_id = id.to_string(),
        What::Announcement { id, .. } => reported.announcement_id = id.to_string(),
    }
    if let Some(sent) = &row.sent {
        reported.subscription.clone_from(&sent.name);
        reported.channel = pb::Channel::from(sent.channel).into();
        reported.target.clone_from(&sent.shown);
        reported.state = present_subscription::dispatch_state(&sent.state).into();
        reported.attempts = sent.attempts;
        reported.end_time = sent.ended_at.map(timestamp_to_proto);
        reported.provider_id = sent.provider_id.clone().unwrap_or_default();
    }
    let reader = |(official, at): &(ids::OfficialId, Timestamp)| NoticeReader {
        official: official.to_string(),
        read_time: Some(timestamp_to_proto(*at)),
    };
    reported.readers = row.readers.iter().map(reader).collect();
    reported
}

/// From when until when; both may be open where a duty is named.
fn span(request: &ReportNoticesRequest) -> Result<(Option<Timestamp>, Option<Timestamp>), Refusal> {
    let (from, until) =
        (request.start_time.and_then(timestamp_from_proto), request.end_time.and_then(timestamp_from_proto));
    match (from, until) {
        (Some(from), Some(until)) if until > from && until.duration_since(from) <= LONGEST => {}
        (None, None) if !request.duty_id.is_empty() => {}
        _ => {
            let (en, zh) = (
                "say a time of at most 366 days, or a duty",
                "请填写不超过366天的起止时间，或者指定一项义务",
            );
            return Err(Refusal::field("end_time", "range", en, zh));
        }
    }
    Ok((from, until))
}
