//! The RPCs: one file each — parse, call the operation, reply.

mod change;
mod close_letter;
mod code;
mod count_duties;
mod create_subscription;
mod disable_subscription;
mod enable_subscription;
mod end_deputy;
mod end_silence;
mod explain_lateness;
mod filter;
mod get_dispatch;
mod get_duty;
mod get_letter;
mod get_notice;
mod issue_letter;
mod list_announcements;
mod list_deputies;
mod list_dispatches;
mod list_duties;
mod list_duty_kinds;
mod list_letters;
mod list_notices;
mod list_reminder_plans;
mod list_silences;
mod list_subscriptions;
mod mark_notices_read;
mod must_be_theirs;
mod name_deputy;
mod present;
mod present_letter;
mod present_notice;
mod present_rerouting;
mod present_subscription;
mod preview_messages;
mod record_finding;
mod recover_subscription;
mod reply_to_letter;
mod report_notices;
mod report_page;
mod resend_dispatch;
mod rotate_signing_key;
mod sight;
mod silence_reminders;
mod simulate_reminders;
mod test_subscription;
mod verify_subscription;
mod watch_duties;
mod watch_notices;

use proto::Rpc;
use proto::notification::v1 as pb;
use shell::{Reply, act, call, look_up, read};
use tonic::{Request, Response, Status};

use crate::App;

/// A stream on its way to the caller.
type Answer<T> = Result<Response<T>, Status>;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::duty_service_server::DutyService for App {
    type WatchDutiesStream = watch_duties::Changes;

    async fn list_duty_kinds(&self, q: Request<pb::ListDutyKindsRequest>) -> Reply<pb::ListDutyKindsRequest> { look_up(self, q).await }
    async fn list_duties(&self, q: Request<pb::ListDutiesRequest>) -> Reply<pb::ListDutiesRequest> { read(self, q).await }
    async fn get_duty(&self, q: Request<pb::GetDutyRequest>) -> Reply<pb::GetDutyRequest> { read(self, q).await }
    async fn count_duties(&self, q: Request<pb::CountDutiesRequest>) -> Reply<pb::CountDutiesRequest> { read(self, q).await }

    async fn watch_duties(&self, q: Request<pb::WatchDutiesRequest>) -> Answer<Self::WatchDutiesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch_duties::watch_duties(app, caller, &request) };
        call(&self.doors, pb::WatchDutiesRequest::PATH, q, handler).await
    }

    async fn explain_lateness(&self, q: Request<pb::ExplainLatenessRequest>) -> Reply<pb::ExplainLatenessRequest> { act(self, q).await }
    async fn record_finding(&self, q: Request<pb::RecordFindingRequest>) -> Reply<pb::RecordFindingRequest> { act(self, q).await }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::reminder_service_server::ReminderService for App {
    async fn list_reminder_plans(&self, q: Request<pb::ListReminderPlansRequest>) -> Reply<pb::ListReminderPlansRequest> { look_up(self, q).await }
    async fn simulate_reminders(&self, q: Request<pb::SimulateRemindersRequest>) -> Reply<pb::SimulateRemindersRequest> { read(self, q).await }
    async fn silence_reminders(&self, q: Request<pb::SilenceRemindersRequest>) -> Reply<pb::SilenceRemindersRequest> { act(self, q).await }
    async fn end_silence(&self, q: Request<pb::EndSilenceRequest>) -> Reply<pb::EndSilenceRequest> { act(self, q).await }
    async fn list_silences(&self, q: Request<pb::ListSilencesRequest>) -> Reply<pb::ListSilencesRequest> { read(self, q).await }
    async fn name_deputy(&self, q: Request<pb::NameDeputyRequest>) -> Reply<pb::NameDeputyRequest> { act(self, q).await }
    async fn end_deputy(&self, q: Request<pb::EndDeputyRequest>) -> Reply<pb::EndDeputyRequest> { act(self, q).await }
    async fn list_deputies(&self, q: Request<pb::ListDeputiesRequest>) -> Reply<pb::ListDeputiesRequest> { read(self, q).await }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::notice_service_server::NoticeService for App {
    type WatchNoticesStream = watch_notices::Told;

    async fn watch_notices(&self, q: Request<pb::WatchNoticesRequest>) -> Answer<Self::WatchNoticesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch_notices::watch_notices(app, caller, &request) };
        call(&self.doors, pb::WatchNoticesRequest::PATH, q, handler).await
    }

    async fn list_notices(&self, q: Request<pb::ListNoticesRequest>) -> Reply<pb::ListNoticesRequest> { read(self, q).await }
    async fn get_notice(&self, q: Request<pb::GetNoticeRequest>) -> Reply<pb::GetNoticeRequest> { read(self, q).await }
    async fn mark_notices_read(&self, q: Request<pb::MarkNoticesReadRequest>) -> Reply<pb::MarkNoticesReadRequest> { act(self, q).await }
    async fn report_notices(&self, q: Request<pb::ReportNoticesRequest>) -> Reply<pb::ReportNoticesRequest> { read(self, q).await }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::subscription_service_server::SubscriptionService for App {
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

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::supervision_letter_service_server::SupervisionLetterService for App {
    async fn issue_letter(&self, q: Request<pb::IssueLetterRequest>) -> Reply<pb::IssueLetterRequest> { act(self, q).await }
    async fn reply_to_letter(&self, q: Request<pb::ReplyToLetterRequest>) -> Reply<pb::ReplyToLetterRequest> { act(self, q).await }
    async fn close_letter(&self, q: Request<pb::CloseLetterRequest>) -> Reply<pb::CloseLetterRequest> { act(self, q).await }
    async fn get_letter(&self, q: Request<pb::GetLetterRequest>) -> Reply<pb::GetLetterRequest> { read(self, q).await }
    async fn list_letters(&self, q: Request<pb::ListLettersRequest>) -> Reply<pb::ListLettersRequest> { read(self, q).await }
    async fn list_announcements(&self, q: Request<pb::ListAnnouncementsRequest>) -> Reply<pb::ListAnnouncementsRequest> { read(self, q).await }
}
