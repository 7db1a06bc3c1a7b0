//! `shenguan.approval.v1.CalendarService`.

use std::sync::Arc;

use proto::approval::v1::{
    CloseDayRequest, CloseDayResponse, ExplainDateRequest, ExplainDateResponse, ListCalendarYearsRequest,
    ListCalendarYearsResponse, ListClosuresRequest, ListClosuresResponse, LoadCalendarYearRequest,
    LoadCalendarYearResponse, ReopenDayRequest, ReopenDayResponse, calendar_service_server::CalendarService,
};
use tonic::Request;

use super::{
    Answer, call, close_day, explain_date, list_calendar_years, list_closures, load_calendar_year, reopen_day,
};
use crate::App;

/// The working-day calendar (工作日历).
#[derive(Clone)]
pub(crate) struct Calendar(pub(crate) Arc<App>);

#[tonic::async_trait]
impl CalendarService for Calendar {
    async fn list_calendar_years(
        &self,
        request: Request<ListCalendarYearsRequest>,
    ) -> Answer<ListCalendarYearsResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.CalendarService/ListCalendarYears",
            request,
            list_calendar_years::list_calendar_years,
        )
        .await
    }

    async fn load_calendar_year(
        &self,
        request: Request<LoadCalendarYearRequest>,
    ) -> Answer<LoadCalendarYearResponse> {
        call(&self.0, load_calendar_year::RPC, request, load_calendar_year::load_calendar_year).await
    }

    async fn list_closures(&self, request: Request<ListClosuresRequest>) -> Answer<ListClosuresResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.CalendarService/ListClosures",
            request,
            list_closures::list_closures,
        )
        .await
    }

    async fn close_day(&self, request: Request<CloseDayRequest>) -> Answer<CloseDayResponse> {
        call(&self.0, close_day::RPC, request, close_day::close_day).await
    }

    async fn reopen_day(&self, request: Request<ReopenDayRequest>) -> Answer<ReopenDayResponse> {
        call(&self.0, reopen_day::RPC, request, reopen_day::reopen_day).await
    }

    async fn explain_date(&self, request: Request<ExplainDateRequest>) -> Answer<ExplainDateResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.CalendarService/ExplainDate",
            request,
            explain_date::explain_date,
        )
        .await
    }
}
