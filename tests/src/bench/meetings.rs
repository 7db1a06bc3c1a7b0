//! Ten thousand meetings and a hundred thousand resolutions: lists.

use anyhow::Context;
use proto::meeting::v1::{GetMeetingRequest, ListMeetingsRequest, ListResolutionsRequest, ListTopicsRequest};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};

use super::percentiles::{Percentiles, measure};
use crate::stage::{Bureau, Stage, sample_units, until};

/// Calls of each kind.
const TIMES: usize = 1000;
/// A unit that no meeting concerns: its lists are empty, however much there is.
const STRANGER: &str = "jkq";

/// Fills so many meetings that were held, each with ten resolutions, and calls the lists as a bureau and as the office would. The
/// first row is a call that is refused before any database.
pub async fn meetings(meetings: i64) -> anyhow::Result<Vec<Percentiles>> {
    let mut stage = Stage::with_meeting("2026-10-20T10:00:00+08:00").await?;
    let name = stage.ground.databases.last().context("no database")?.clone();
    let program = stage.meeting.as_mut().context("no meeting service")?;
    program.set("SHENGUAN__GRPC__LIMITS__CALLS_PER_SECOND", "100000");
    program.set("SHENGUAN__GRPC__LIMITS__BURST", "100000");
    program.end().await?;
    fill(stage.ground.postgres.clone().database(&name), meetings).await?;
    program.start()?;
    program.ready().await?;

    let unit = stage.bureau("scjgj", Some("scjgj-01"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let stranger = stage.bureau(STRANGER, None)?;
    for bureau in [&unit, &office] {
        until("the meeting service to know the unit", async || Ok(list(bureau, 50).await.ok())).await?;
    }
    until("the meeting service to know the unit", async || Ok(list(&stranger, 0).await.ok())).await?;
    let floor = measure("GetMeeting, not an id: no database", TIMES, async || {
        let asked = GetMeetingRequest { id: "x".to_owned() };
        anyhow::ensure!(unit.meetings()?.get_meeting(asked).await.is_err(), "that is no id");
        Ok(())
    })
    .await?;
    let all = ListResolutionsRequest::default();
    let overdue = ListResolutionsRequest { overdue: true, ..all.clone() };
    let led = ListResolutionsRequest { led: true, ..overdue.clone() };
    let rows = [
        measure("ListMeetings, a unit: first page of 50", TIMES, async || list(&unit, 50).await).await?,
        measure("ListMeetings, the office: first page of 50", TIMES, async || list(&office, 50).await)
            .await?,
        measure("ListMeetings, a unit that has none", TIMES, async || list(&stranger, 0).await).await?,
        measure("ListTopics, a unit: first page of 50", TIMES, async || topics(&unit, 50).await).await?,
        measure("ListTopics, a unit that has none", TIMES, async || topics(&stranger, 0).await).await?,
        resolutions("ListResolutions, a unit: first page of 50", &unit, &all).await?,
        resolutions("ListResolutions, a unit: led and overdue", &unit, &led).await?,
        resolutions("ListResolutions, the office: first page of 50", &office, &all).await?,
        resolutions("ListResolutions, the office: overdue", &office, &overdue).await?,
        deep(&office).await?,
    ];
    let mut all = vec![floor.clone()];
    all.extend(rows.into_iter().map(|row| row.over(&floor)));
    Ok(all)
}

async fn list(bureau: &Bureau, expected: usize) -> anyhow::Result<()> {
    let page = bureau.meetings()?.list_meetings(ListMeetingsRequest::default()).await?.into_inner();
    anyhow::ensure!(page.meetings.len() == expected, "{} meetings", page.meetings.len());
    Ok(())
}

async fn topics(bureau: &Bureau, expected: usize) -> anyhow::Result<()> {
    let page = bureau.topics()?.list_topics(ListTopicsRequest::default()).await?.into_inner();
    anyhow::ensure!(page.topics.len() == expected, "{} topics", page.topics.len());
    Ok(())
}

async fn resolutions(
    call: &'static str,
    bureau: &Bureau,
    asked: &ListResolutionsRequest,
) -> anyhow::Result<Percentiles> {
    measure(call, TIMES, async || {
        let page = bureau.resolutions()?.list_resolutions(asked.clone()).await?.into_inner();
        anyhow::ensure!(page.resolutions.len() == 50, "{call}: {} resolutions", page.resolutions.len());
        Ok(())
    })
    .await
}

/// Page after page, from the beginning on.
async fn deep(office: &Bureau) -> anyhow::Result<Percentiles> {
    let mut token = String::new();
    measure("ListResolutions, the office: page after page", TIMES, async || {
        let asked = ListResolutionsRequest { page_token: token.clone(), ..ListResolutionsRequest::default() };
        token = office.resolutions()?.list_resolutions(asked).await?.into_inner().next_page_token;
        Ok(())
    })
    .await
}

/// Meetings of three years, three units each; of the resolutions a tenth is open, and half of that late.
async fn fill(database: PgConnectOptions, meetings: i64) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect_with(&database).await?;
    sqlx::query(
        "create table public.filled as
         select n, gen_random_uuid() as meeting, gen_random_uuid() as topic,
                timestamptz '2026-10-19 09:00+08' - n * interval '160 minutes' as at,
                array[$1[1 + n % cardinality($1)], $1[1 + (n + 7) % cardinality($1)], $1[1 + (n + 13) % cardinality($1)]] as units
         from generate_series(1, $2) as n",
    )
    .bind(sample_units().into_iter().filter(|unit| unit != STRANGER).collect::<Vec<_>>())
    .bind(meetings)
    .execute(&mut connection)
    .await?;
    sqlx::raw_sql(
        "insert into meeting.meeting (id, kind, title, start_at, place, convened_by, presided_by, units, invited, state, state_at,
                                      state_by, materials_duty, materials_started_at, materials_due_at,
                                      materials_counted, materials_calendar)
         select meeting, 'topical', '专题联席会议' || n, at, '会议室', seat.id, seat.id, '{}', filled.units, 'held', at,
                'xzspj-overseer', gen_random_uuid(), at - interval '9 days', at - interval '9 hours',
                jsonb_build_object('start', at::date, 'working_days', 1, 'due_on', at::date - 1, 'days', '[]'::jsonb), 1
         from public.filled, meeting.seat where seat.role = 'chief_convener';
         insert into meeting.topic (id, proposed_by, official, kind, title, text, units, collected_at, summary, state, state_at,
                                    state_by, meeting_id)
         select topic, 'scjgj', 'scjgj-liaison', 'other', '议题', '说明', filled.units, at, '概要', 'concluded', at, 'xzspj-overseer',
                meeting
         from public.filled;
         insert into meeting.agenda (meeting_id, number, topic_id) select meeting, 1, topic from public.filled;
         insert into meeting.material (id, meeting_id, name, media_type, content, size, sha256, sent_at, sent_by)
         select gen_random_uuid(), meeting, '材料.txt', 'text/plain', 'x', 1, decode(repeat('00', 32), 'hex'),
                at - interval '1 day', 'xzspj-overseer' from public.filled;
         insert into meeting.resolution (id, meeting_id, year, sequence, number, kind, topic_id, text, lead_unit, co_units,
                                         issued_at, duty, duty_started_at, duty_due_at, duty_counted, duty_calendar, state, state_at,
                                         submitted_at)
         select gen_random_uuid(), meeting, 2026, n, place, 'agreed', topic, '议定事项', units[1], units[2:3], at,
                gen_random_uuid(), at, at + interval '30 days',
                jsonb_build_object('start', at::date, 'working_days', 0, 'due_on', at::date + 30, 'days', '[]'::jsonb), 1,
                case when place > 1 then 'accepted' else 'under_way' end, at + interval '9 days',
                case when place > 1 then at + interval '9 days' end
         from public.filled, generate_series(1, 10) as place",
    )
    .execute(&mut connection)
    .await?;
    sqlx::query("vacuum analyze").execute(&mut connection).await?;
    Ok(())
}
