//! SubscriptionService: on which ways a unit and its officials are told outside the platform (订阅), and what became of each
//! message (发送记录).

mod change;
mod code;
mod create;
mod disable;
mod enable;
mod get_dispatch;
mod list;
mod list_dispatches;
mod must_own;
pub(super) mod present;
mod preview_messages;
mod recover;
mod resend_dispatch;
mod rotate_signing_key;
mod test;
mod verify;

use proto::notification::v1::{self as pb, subscription_service_server::SubscriptionService};
use shell::{Reply, act, look_up, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl SubscriptionService for App {
    async fn create_subscription(&self, q: Request<pb::CreateSubscriptionRequest>) -> Reply<pb::CreateSubscriptionRequest> { act(self, q).await }
    async fn verify_subscription(&self, q: Request<pb::VerifySubscriptionRequest>) -> Reply<pb::VerifySubscriptionRequest> { act(self, q).await }
    async fn disable_subscription(&self, q: Request<pb::DisableSubscriptionRequest>) -> Reply<pb::DisableSubscriptionRequest> { act(self, q).await }
    async fn enable_subscription(&self, q: Request<pb::EnableSubscriptionRequest>) -> Reply<pb::EnableSubscriptionRequest> { act(self, q).await }
    async fn test_subscription(&self, q: Request<pb::TestSubscriptionRequest>) -> Reply<pb::TestSubscriptionRequest> { act(self, q).await }
    async fn rotate_signing_key(&self, q: Request<pb::RotateSigningKeyRequest>) -> Reply<pb::RotateSigningKeyRequest> { act(self, q).await }
    async fn recover_subscription(&self, q: Request<pb::RecoverSubscriptionRequest>) -> Reply<pb::RecoverSubscriptionRequest> { act(self, q).await }
    async fn list_subscriptions(&self, q: Request<pb::ListSubscriptionsRequest>) -> Reply<pb::ListSubscriptionsRequest> { read(self, q).await }
    async fn list_dispatches(&self, q: Request<pb::ListDispatchesRequest>) -> Reply<pb::ListDispatchesRequest> { read(self, q).await }
    async fn get_dispatch(&self, q: Request<pb::GetDispatchRequest>) -> Reply<pb::GetDispatchRequest> { read(self, q).await }
    async fn resend_dispatch(&self, q: Request<pb::ResendDispatchRequest>) -> Reply<pb::ResendDispatchRequest> { act(self, q).await }
    async fn preview_messages(&self, q: Request<pb::PreviewMessagesRequest>) -> Reply<pb::PreviewMessagesRequest> { look_up(self, q).await }
}
