//! DutyService: the duty ledger (时限义务台账), and what is said of a lateness (Art. 28).

mod count;
mod explain_lateness;
mod filter;
mod get;
mod list;
mod list_kinds;
pub(super) mod present;
mod record_finding;
mod reminders;
mod watch;

use proto::{
    Rpc,
    notification::v1::{self as pb, duty_service_server::DutyService},
};
use shell::{Reply, act, call, look_up, read};
use tonic::Request;

use super::Stream;
use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl DutyService for App {
    type WatchDutiesStream = watch::DutyStream;

    async fn list_duty_kinds(&self, q: Request<pb::ListDutyKindsRequest>) -> Reply<pb::ListDutyKindsRequest> { look_up(self, q).await }
    async fn list_duties(&self, q: Request<pb::ListDutiesRequest>) -> Reply<pb::ListDutiesRequest> { read(self, q).await }
    async fn get_duty(&self, q: Request<pb::GetDutyRequest>) -> Reply<pb::GetDutyRequest> { read(self, q).await }
    async fn count_duties(&self, q: Request<pb::CountDutiesRequest>) -> Reply<pb::CountDutiesRequest> { read(self, q).await }

    async fn watch_duties(&self, q: Request<pb::WatchDutiesRequest>) -> Stream<Self::WatchDutiesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch::watch_duties(app, caller, &request) };
        call(&self.resources, pb::WatchDutiesRequest::PATH, q, handler).await
    }

    async fn explain_lateness(&self, q: Request<pb::ExplainLatenessRequest>) -> Reply<pb::ExplainLatenessRequest> { act(self, q).await }
    async fn record_finding(&self, q: Request<pb::RecordFindingRequest>) -> Reply<pb::RecordFindingRequest> { act(self, q).await }
}
