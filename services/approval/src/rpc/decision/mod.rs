//! `DecisionService`: the decisions of the caller's approval bureau (Art. 22).

mod complete;
mod get;
mod import;
mod list;
mod present;
mod record;
mod resolve;

use proto::{Rpc, approval::v1 as pb};
use shell::{Reply, Serves, act, call, read};
use tonic::{Request, Response, Status, Streaming};

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::decision_service_server::DecisionService for App {
    type ImportDecisionsStream = import::Answers;

    async fn record_decision(&self, q: Request<pb::RecordDecisionRequest>) -> Reply<pb::RecordDecisionRequest> { act(self, q).await }
    async fn get_decision(&self, q: Request<pb::GetDecisionRequest>) -> Reply<pb::GetDecisionRequest> { read(self, q).await }
    async fn list_decisions(&self, q: Request<pb::ListDecisionsRequest>) -> Reply<pb::ListDecisionsRequest> { read(self, q).await }

    async fn import_decisions(&self, q: Request<Streaming<pb::ImportDecisionsRequest>>) -> Result<Response<Self::ImportDecisionsStream>, Status> {
        let app = self.clone();
        let handler = |caller, parts| async move { import::import_decisions(app, caller, parts) };
        call(self.resources(), pb::ImportDecisionsRequest::PATH, q, handler).await
    }

    async fn resolve_decision(&self, q: Request<pb::ResolveDecisionRequest>) -> Reply<pb::ResolveDecisionRequest> { act(self, q).await }
    async fn complete_decision(&self, q: Request<pb::CompleteDecisionRequest>) -> Reply<pb::CompleteDecisionRequest> { act(self, q).await }
}
