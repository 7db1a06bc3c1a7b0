//! The door of `DecisionService`: one delegating line per RPC.

use std::sync::Arc;

use proto::approval::v1::{self as pb, decision_service_server::DecisionService};
use tonic::{Request, Response, Status, Streaming};

use super::{
    Answer, call, complete_decision, get_decision, import_decisions, list_decisions, record_decision,
    resolve_decision,
};
use crate::App;

/// Decisions of the caller's approval bureau.
pub(crate) struct Decisions(pub(crate) Arc<App>);

#[tonic::async_trait]
impl DecisionService for Decisions {
    type ImportDecisionsStream = import_decisions::Answers;

    async fn record_decision(
        &self,
        request: Request<pb::RecordDecisionRequest>,
    ) -> Answer<pb::RecordDecisionResponse> {
        call(&self.0, record_decision::RPC, request, record_decision::record_decision).await
    }

    async fn get_decision(
        &self,
        request: Request<pb::GetDecisionRequest>,
    ) -> Answer<pb::GetDecisionResponse> {
        call(&self.0, get_decision::RPC, request, get_decision::get_decision).await
    }

    async fn list_decisions(
        &self,
        request: Request<pb::ListDecisionsRequest>,
    ) -> Answer<pb::ListDecisionsResponse> {
        call(&self.0, list_decisions::RPC, request, list_decisions::list_decisions).await
    }

    async fn import_decisions(
        &self,
        request: Request<Streaming<pb::ImportDecisionsRequest>>,
    ) -> Result<Response<Self::ImportDecisionsStream>, Status> {
        call(&self.0, import_decisions::RPC, request, import_decisions::import_decisions).await
    }

    async fn resolve_decision(
        &self,
        request: Request<pb::ResolveDecisionRequest>,
    ) -> Answer<pb::ResolveDecisionResponse> {
        call(&self.0, resolve_decision::RPC, request, resolve_decision::resolve_decision).await
    }

    async fn complete_decision(
        &self,
        request: Request<pb::CompleteDecisionRequest>,
    ) -> Answer<pb::CompleteDecisionResponse> {
        call(&self.0, complete_decision::RPC, request, complete_decision::complete_decision).await
    }
}
