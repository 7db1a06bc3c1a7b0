//! NoticeService: what was told to whom (提醒), in the platform and outside it.

mod get;
mod levels;
mod list;
mod mark_read;
pub(super) mod present;
mod report;
mod report_page;
mod watch;

use proto::{
    Rpc,
    notification::v1::{self as pb, notice_service_server::NoticeService},
};
use shell::{Reply, act, call, read};
use tonic::Request;

use super::Stream;
use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl NoticeService for App {
    type WatchNoticesStream = watch::NoticeStream;

    async fn watch_notices(&self, q: Request<pb::WatchNoticesRequest>) -> Stream<Self::WatchNoticesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch::watch_notices(app, caller, &request) };
        call(&self.resources, pb::WatchNoticesRequest::PATH, q, handler).await
    }

    async fn list_notices(&self, q: Request<pb::ListNoticesRequest>) -> Reply<pb::ListNoticesRequest> { read(self, q).await }
    async fn get_notice(&self, q: Request<pb::GetNoticeRequest>) -> Reply<pb::GetNoticeRequest> { read(self, q).await }
    async fn mark_notices_read(&self, q: Request<pb::MarkNoticesReadRequest>) -> Reply<pb::MarkNoticesReadRequest> { act(self, q).await }
    async fn report_notices(&self, q: Request<pb::ReportNoticesRequest>) -> Reply<pb::ReportNoticesRequest> { read(self, q).await }
}
