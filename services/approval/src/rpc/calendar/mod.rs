//! `CalendarService`: the working-day calendar (工作日历) that every clock is counted by.

mod close_day;
mod explain_date;
mod list_closures;
mod list_years;
mod load_year;
mod reopen_day;

use proto::approval::v1 as pb;
use shell::{Reply, act, look_up, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::calendar_service_server::CalendarService for App {
    async fn list_calendar_years(&self, q: Request<pb::ListCalendarYearsRequest>) -> Reply<pb::ListCalendarYearsRequest> { read(self, q).await }
    async fn load_calendar_year(&self, q: Request<pb::LoadCalendarYearRequest>) -> Reply<pb::LoadCalendarYearRequest> { act(self, q).await }
    async fn list_closures(&self, q: Request<pb::ListClosuresRequest>) -> Reply<pb::ListClosuresRequest> { read(self, q).await }
    async fn close_day(&self, q: Request<pb::CloseDayRequest>) -> Reply<pb::CloseDayRequest> { act(self, q).await }
    async fn reopen_day(&self, q: Request<pb::ReopenDayRequest>) -> Reply<pb::ReopenDayRequest> { act(self, q).await }
    async fn explain_date(&self, q: Request<pb::ExplainDateRequest>) -> Reply<pb::ExplainDateRequest> { look_up(self, q).await }
}
