//! The working-day calendar through its service.

use std::time::Duration;

use proto::approval::v1::{
    CloseDayRequest, ExplainDateRequest, ListCalendarYearsRequest, ListClosuresRequest,
    LoadCalendarYearRequest, ReopenDayRequest, calendar_service_client::CalendarServiceClient,
};
use tokio::time::interval;
use tonic::{Code, transport::Channel};
use tonic_types::StatusExt;

use crate::harness::{Approval, fields, reason, request_id};

const NEW_YEAR_2027: &str =
    "year = 2027\nnotice = \"示例〔2026〕1号\"\noff = [{ date = \"2027-01-01\", name = \"元旦\" }]\n";

async fn explain(
    client: &mut CalendarServiceClient<Channel>,
    start: &str,
    working_days: i32,
) -> Result<proto::r#type::v1::Deadline, tonic::Status> {
    let request = ExplainDateRequest { start: start.to_owned(), working_days };
    client.explain_date(request).await.map(|answer| answer.into_inner().deadline.unwrap())
}

#[tokio::test]
async fn a_date_is_explained_day_by_day() {
    let approval = Approval::start().await;
    let mut client = CalendarServiceClient::new(approval.unit("scjgj").await);
    let deadline = explain(&mut client, "2026-09-30", 1).await.unwrap();
    let midnight = "2026-10-09T00:00:00+08:00".parse::<jiff::Timestamp>().unwrap();
    assert_eq!(deadline.due_time.unwrap().seconds, midnight.as_second());
    assert_eq!(deadline.days.iter().filter(|day| day.counted).count(), 1);
    assert_eq!(deadline.days[0].reason, "国庆节");
}

#[tokio::test]
async fn a_year_without_calendar_is_named_until_it_is_loaded() {
    let approval = Approval::start().await;
    let mut client = CalendarServiceClient::new(approval.unit("xzspj").await);
    let refusal = explain(&mut client, "2026-12-31", 1).await.unwrap_err();
    assert_eq!((refusal.code(), reason(&refusal).as_str()), (Code::FailedPrecondition, "YEAR_NOT_LOADED"));
    assert_eq!(refusal.get_error_details().error_info().unwrap().metadata["year"], "2027");

    let load = LoadCalendarYearRequest {
        request_id: request_id(),
        validate_only: false,
        data: NEW_YEAR_2027.to_owned(),
    };
    let loaded = client.load_calendar_year(load.clone()).await.unwrap().into_inner().calendar.unwrap();
    assert_eq!((loaded.year, loaded.version), (2027, 1));
    let again = client.load_calendar_year(LoadCalendarYearRequest { request_id: request_id(), ..load }).await;
    assert_eq!(again.unwrap().into_inner().calendar.unwrap().version, 1, "nothing changed");
    let said: i64 = sqlx::query_scalar(
        "select count(*) from mailbox.message
         where event = 'calendar_year_loaded' and position(convert_to('示例〔2026〕1号', 'utf8') in body) > 0",
    )
    .fetch_one(&mut approval.place.inspect().await)
    .await
    .unwrap();
    assert_eq!(said, 1, "and nobody was told again");
    let years = client.list_calendar_years(ListCalendarYearsRequest {}).await.unwrap().into_inner();
    assert_eq!(years.calendars.last().unwrap().year, 2027);

    // The snapshot follows the commit at once, but not in the same instant.
    let deadline = until("the year", async || match explain(&mut client, "2026-12-31", 1).await {
        Ok(deadline) => Some(deadline),
        Err(refusal) => {
            assert_eq!(reason(&refusal), "YEAR_NOT_LOADED");
            None
        }
    })
    .await;
    assert_eq!(deadline.notices, ["示例〔2026〕1号"]);
    assert_eq!((deadline.calendars[0].year, deadline.calendars[0].version), (2027, 1));
}

/// What is kept of a decision is opened with a key that may not be mounted, or may be lost. Its clock runs all the same.
#[tokio::test]
async fn a_decision_that_cannot_be_opened_is_dated_with_the_others_and_stays_as_it_is() {
    let approval = Approval::start().await;
    let mut rows = approval.place.inspect().await;
    sqlx::raw_sql(
        "insert into approval.decision
             (id, unit, document_number, certificate_number, decided_on, content, personal, digest, publicity_digest,
              missing, doubts, push_started_at, push_calendar, unrouted_reason, version, recorded_by, recorded_at)
         select gen_random_uuid(), 'xzspj', number, '', '2026-10-08', '', 'garbage', '', '', '{}', '{}',
                '2026-10-08T00:00:00+08:00', 0, 'ITEM_UNKNOWN', 1, 'xzspj-01', '2026-10-08T09:00:00+08:00'
         from unnest('{示例〔2026〕1号, 示例〔2026〕2号}'::text[]) as number",
    )
    .execute(&mut rows)
    .await
    .unwrap();
    let dated = "select count(*) from approval.decision
        where push_due_at = '2026-10-10T00:00:00+08:00' and push_calendar > 0 and personal = 'garbage' and version = 1";
    until("both dates", async || {
        let dated: i64 = sqlx::query_scalar(dated).fetch_one(&mut rows).await.unwrap();
        (dated == 2).then_some(())
    })
    .await;
    let said: i64 = sqlx::query_scalar("select count(*) from mailbox.message where event = 'duty_redated'")
        .fetch_one(&mut rows)
        .await
        .unwrap();
    assert_eq!(said, 2, "both are still to be pushed");
}

fn close(reason: &str) -> CloseDayRequest {
    CloseDayRequest {
        request_id: request_id(),
        validate_only: false,
        date: "2026-10-12".to_owned(),
        authority: "县防汛抗旱指挥部".to_owned(),
        reason: reason.to_owned(),
    }
}

fn reopen(date: &str) -> ReopenDayRequest {
    ReopenDayRequest { request_id: request_id(), validate_only: false, date: date.to_owned() }
}

/// The explanation of the next working day after 2026-10-10, once it was counted by this version of its closure; 0: by none.
async fn counted_by(
    client: &mut CalendarServiceClient<Channel>,
    version: i64,
) -> proto::r#type::v1::Deadline {
    until("the closure", async || {
        let deadline = explain(client, "2026-10-10", 1).await.unwrap();
        let counted = deadline.closures.first().map_or(0, |closure| closure.version);
        (counted == version).then_some(deadline)
    })
    .await
}

/// Asks at a steady pace until there is an answer; a minute of none is a failure.
async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let mut pace = interval(Duration::from_millis(20));
    for _ in 0..3_000 {
        pace.tick().await;
        if let Some(answer) = ask().await {
            return answer;
        }
    }
    panic!("waited in vain for {what}")
}

#[tokio::test]
async fn a_day_is_closed_and_reopened_and_what_stands_already_changes_nothing() {
    let approval = Approval::start().await;
    let mut client = CalendarServiceClient::new(approval.unit("xzspj").await);
    assert_eq!(counted_by(&mut client, 0).await.days.last().unwrap().date, "2026-10-12");
    let checked = CloseDayRequest { validate_only: true, ..close("台风停工") };
    client.close_day(checked).await.unwrap();
    for (reason, version) in [("台风停工", 1), ("台风停工", 1), ("台风“示例”停工", 2)] {
        let closure = client.close_day(close(reason)).await.unwrap().into_inner().closure.unwrap();
        assert_eq!((closure.reason.as_str(), closure.version, closure.lifted), (reason, version, false));
    }
    let closed = counted_by(&mut client, 2).await;
    assert_eq!(closed.days.last().unwrap().date, "2026-10-13");
    assert_eq!(closed.days[1].reason, "台风“示例”停工（县防汛抗旱指挥部）");

    for _ in 0..2 {
        let closure = client.reopen_day(reopen("2026-10-12")).await.unwrap().into_inner().closure.unwrap();
        assert_eq!((closure.version, closure.lifted), (3, true));
    }
    assert_eq!(counted_by(&mut client, 0).await.days.last().unwrap().date, "2026-10-12");
    let again = client.close_day(close("台风停工")).await.unwrap().into_inner().closure.unwrap();
    assert_eq!((again.version, again.lifted), (4, false));
    let listed = client.list_closures(ListClosuresRequest {}).await.unwrap().into_inner().closures;
    assert_eq!(listed, [again]);
    let said: i64 =
        sqlx::query_scalar("select count(*) from mailbox.message where event = 'closure_changed'")
            .fetch_one(&mut approval.place.inspect().await)
            .await
            .unwrap();
    assert_eq!(said, 4, "one event a change");
}

#[tokio::test]
async fn a_closure_is_refused_with_its_fields_and_what_was_never_closed_is_not_reopened() {
    let approval = Approval::start().await;
    let mut admin = CalendarServiceClient::new(approval.unit("xzspj").await);
    let bad = CloseDayRequest { date: "12.10.2026".to_owned(), authority: "县".repeat(65), ..close(" ") };
    let refusal = admin.close_day(bad).await.unwrap_err();
    assert_eq!((refusal.code(), fields(&refusal).len()), (Code::InvalidArgument, 3));
    let refusal = admin.reopen_day(reopen("2026-10-13")).await.unwrap_err();
    assert_eq!((refusal.code(), reason(&refusal).as_str()), (Code::NotFound, "NOT_FOUND"));

    let mut bureau = CalendarServiceClient::new(approval.unit("scjgj").await);
    let refusal = bureau.close_day(close("台风停工")).await.unwrap_err();
    assert_eq!((refusal.code(), reason(&refusal).as_str()), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    let closures = bureau.list_closures(ListClosuresRequest {}).await.unwrap().into_inner().closures;
    assert!(closures.is_empty(), "{closures:?}");
}

#[tokio::test]
async fn what_is_no_calendar_is_refused_and_so_is_whoever_is_no_administrator() {
    let approval = Approval::start().await;
    let load = |data: &str| LoadCalendarYearRequest {
        request_id: request_id(),
        validate_only: false,
        data: data.to_owned(),
    };
    let mut admin = CalendarServiceClient::new(approval.unit("xzspj").await);
    let refusal = admin.load_calendar_year(load("<html>")).await.unwrap_err();
    assert_eq!((refusal.code(), fields(&refusal)), (Code::InvalidArgument, vec!["data".to_owned()]));
    let refusal = explain(&mut admin, "2026-13-01", 0).await.unwrap_err();
    assert_eq!(fields(&refusal), ["start", "working_days"]);

    let mut bureau = CalendarServiceClient::new(approval.unit("scjgj").await);
    let refusal = bureau.load_calendar_year(load(NEW_YEAR_2027)).await.unwrap_err();
    assert_eq!((refusal.code(), reason(&refusal).as_str()), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
}
