//! `shenguan.approval.v1.CalendarService`.

use std::sync::Arc;

use proto::approval::v1::{
    ExplainDateRequest, ExplainDateResponse, ListCalendarYearsRequest, ListCalendarYearsResponse,
    LoadCalendarYearRequest, LoadCalendarYearResponse, calendar_service_server::CalendarService,
};
use tonic::Request;

use super::{Answer, call, explain_date, list_calendar_years, load_calendar_year};
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
