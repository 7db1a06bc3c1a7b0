//! Minutes from the draft to the paper (联席会议制度三（五）): `MinutesService`.

mod approve;
mod circulate;
mod comment;
mod draft;
mod get;
mod get_document;
mod issue;
mod present;

use proto::{Rpc, meeting::v1 as pb};
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::minutes_service_server::MinutesService for App {
    async fn draft_minutes(&self, q: Request<pb::DraftMinutesRequest>) -> Reply<pb::DraftMinutesRequest> { act(self, q).await }
    async fn circulate_minutes(&self, q: Request<pb::CirculateMinutesRequest>) -> Reply<pb::CirculateMinutesRequest> { act(self, q).await }
    async fn comment_on_minutes(&self, q: Request<pb::CommentOnMinutesRequest>) -> Reply<pb::CommentOnMinutesRequest> { act(self, q).await }
    async fn approve_minutes(&self, q: Request<pb::ApproveMinutesRequest>) -> Reply<pb::ApproveMinutesRequest> { act(self, q).await }
    async fn issue_minutes(&self, q: Request<pb::IssueMinutesRequest>) -> Reply<pb::IssueMinutesRequest> { act(self, q).await }
    async fn get_minutes(&self, q: Request<pb::GetMinutesRequest>) -> Reply<pb::GetMinutesRequest> { read(self, q).await }
    async fn get_minutes_document(&self, q: Request<pb::GetMinutesDocumentRequest>) -> Reply<pb::GetMinutesDocumentRequest> {
        let app = self.clone();
        shell::call(&self.resources, pb::GetMinutesDocumentRequest::PATH, q, |caller, q| get_document::get_minutes_document(app, caller, q)).await
    }
}
