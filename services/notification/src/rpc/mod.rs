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
mod remark;
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

use proto::notification::v1 as pb;
use shell::call;
use tonic::{Request, Response, Status};

use crate::{App, policy::paths};

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl pb::duty_service_server::DutyService for App {
    type WatchDutiesStream = watch_duties::Changes;

    async fn list_duty_kinds(
        &self,
        request: Request<pb::ListDutyKindsRequest>,
    ) -> Reply<pb::ListDutyKindsResponse> {
        let app = self.clone();
        let handler = |_, _| async move { list_duty_kinds::list_duty_kinds(&app) };
        call(&self.doors, paths::LIST_DUTY_KINDS, request, handler).await
    }

    async fn list_duties(&self, request: Request<pb::ListDutiesRequest>) -> Reply<pb::ListDutiesResponse> {
        let handler = |caller, request| list_duties::list_duties(self.clone(), caller, request);
        call(&self.doors, paths::LIST_DUTIES, request, handler).await
    }

    async fn get_duty(&self, request: Request<pb::GetDutyRequest>) -> Reply<pb::GetDutyResponse> {
        let handler = |caller, request| get_duty::get_duty(self.clone(), caller, request);
        call(&self.doors, paths::GET_DUTY, request, handler).await
    }

    async fn count_duties(&self, request: Request<pb::CountDutiesRequest>) -> Reply<pb::CountDutiesResponse> {
        let handler = |caller, request| count_duties::count_duties(self.clone(), caller, request);
        call(&self.doors, paths::COUNT_DUTIES, request, handler).await
    }

    async fn watch_duties(&self, request: Request<pb::WatchDutiesRequest>) -> Reply<Self::WatchDutiesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch_duties::watch_duties(app, caller, &request) };
        call(&self.doors, paths::WATCH_DUTIES, request, handler).await
    }

    async fn explain_lateness(
        &self,
        request: Request<pb::ExplainLatenessRequest>,
    ) -> Reply<pb::ExplainLatenessResponse> {
        let handler = |caller, request| explain_lateness::explain_lateness(self.clone(), caller, request);
        call(&self.doors, paths::EXPLAIN_LATENESS, request, handler).await
    }

    async fn record_finding(
        &self,
        request: Request<pb::RecordFindingRequest>,
    ) -> Reply<pb::RecordFindingResponse> {
        let handler = |caller, request| record_finding::record_finding(self.clone(), caller, request);
        call(&self.doors, paths::RECORD_FINDING, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::reminder_service_server::ReminderService for App {
    async fn list_reminder_plans(
        &self,
        request: Request<pb::ListReminderPlansRequest>,
    ) -> Reply<pb::ListReminderPlansResponse> {
        let app = self.clone();
        let handler = |_, _| async move { Ok(list_reminder_plans::list_reminder_plans(&app)) };
        call(&self.doors, paths::LIST_REMINDER_PLANS, request, handler).await
    }

    async fn simulate_reminders(
        &self,
        request: Request<pb::SimulateRemindersRequest>,
    ) -> Reply<pb::SimulateRemindersResponse> {
        let handler = |caller, request| simulate_reminders::simulate_reminders(self.clone(), caller, request);
        call(&self.doors, paths::SIMULATE_REMINDERS, request, handler).await
    }

    async fn silence_reminders(
        &self,
        request: Request<pb::SilenceRemindersRequest>,
    ) -> Reply<pb::SilenceRemindersResponse> {
        let handler = |caller, request| silence_reminders::silence_reminders(self.clone(), caller, request);
        call(&self.doors, paths::SILENCE_REMINDERS, request, handler).await
    }

    async fn end_silence(&self, request: Request<pb::EndSilenceRequest>) -> Reply<pb::EndSilenceResponse> {
        let handler = |caller, request| end_silence::end_silence(self.clone(), caller, request);
        call(&self.doors, paths::END_SILENCE, request, handler).await
    }

    async fn list_silences(
        &self,
        request: Request<pb::ListSilencesRequest>,
    ) -> Reply<pb::ListSilencesResponse> {
        let handler = |caller, request| list_silences::list_silences(self.clone(), caller, request);
        call(&self.doors, paths::LIST_SILENCES, request, handler).await
    }

    async fn name_deputy(&self, request: Request<pb::NameDeputyRequest>) -> Reply<pb::NameDeputyResponse> {
        let handler = |caller, request| name_deputy::name_deputy(self.clone(), caller, request);
        call(&self.doors, paths::NAME_DEPUTY, request, handler).await
    }

    async fn end_deputy(&self, request: Request<pb::EndDeputyRequest>) -> Reply<pb::EndDeputyResponse> {
        let handler = |caller, request| end_deputy::end_deputy(self.clone(), caller, request);
        call(&self.doors, paths::END_DEPUTY, request, handler).await
    }

    async fn list_deputies(
        &self,
        request: Request<pb::ListDeputiesRequest>,
    ) -> Reply<pb::ListDeputiesResponse> {
        let handler = |caller, request| list_deputies::list_deputies(self.clone(), caller, request);
        call(&self.doors, paths::LIST_DEPUTIES, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::notice_service_server::NoticeService for App {
    type WatchNoticesStream = watch_notices::Told;

    async fn watch_notices(
        &self,
        request: Request<pb::WatchNoticesRequest>,
    ) -> Reply<Self::WatchNoticesStream> {
        let app = self.clone();
        let handler = |caller, request| async move { watch_notices::watch_notices(app, caller, &request) };
        call(&self.doors, paths::WATCH_NOTICES, request, handler).await
    }

    async fn list_notices(&self, request: Request<pb::ListNoticesRequest>) -> Reply<pb::ListNoticesResponse> {
        let handler = |caller, request| list_notices::list_notices(self.clone(), caller, request);
        call(&self.doors, paths::LIST_NOTICES, request, handler).await
    }

    async fn get_notice(&self, request: Request<pb::GetNoticeRequest>) -> Reply<pb::GetNoticeResponse> {
        let handler = |caller, request| get_notice::get_notice(self.clone(), caller, request);
        call(&self.doors, paths::GET_NOTICE, request, handler).await
    }

    async fn mark_notices_read(
        &self,
        request: Request<pb::MarkNoticesReadRequest>,
    ) -> Reply<pb::MarkNoticesReadResponse> {
        let handler = |caller, request| mark_notices_read::mark_notices_read(self.clone(), caller, request);
        call(&self.doors, paths::MARK_NOTICES_READ, request, handler).await
    }

    async fn report_notices(
        &self,
        request: Request<pb::ReportNoticesRequest>,
    ) -> Reply<pb::ReportNoticesResponse> {
        let handler = |caller, request| report_notices::report_notices(self.clone(), caller, request);
        call(&self.doors, paths::REPORT_NOTICES, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::subscription_service_server::SubscriptionService for App {
    async fn create_subscription(
        &self,
        request: Request<pb::CreateSubscriptionRequest>,
    ) -> Reply<pb::CreateSubscriptionResponse> {
        let handler =
            |caller, request| create_subscription::create_subscription(self.clone(), caller, request);
        call(&self.doors, paths::CREATE_SUBSCRIPTION, request, handler).await
    }

    async fn verify_subscription(
        &self,
        request: Request<pb::VerifySubscriptionRequest>,
    ) -> Reply<pb::VerifySubscriptionResponse> {
        let handler =
            |caller, request| verify_subscription::verify_subscription(self.clone(), caller, request);
        call(&self.doors, paths::VERIFY_SUBSCRIPTION, request, handler).await
    }

    async fn disable_subscription(
        &self,
        request: Request<pb::DisableSubscriptionRequest>,
    ) -> Reply<pb::DisableSubscriptionResponse> {
        let handler =
            |caller, request| disable_subscription::disable_subscription(self.clone(), caller, request);
        call(&self.doors, paths::DISABLE_SUBSCRIPTION, request, handler).await
    }

    async fn enable_subscription(
        &self,
        request: Request<pb::EnableSubscriptionRequest>,
    ) -> Reply<pb::EnableSubscriptionResponse> {
        let handler =
            |caller, request| enable_subscription::enable_subscription(self.clone(), caller, request);
        call(&self.doors, paths::ENABLE_SUBSCRIPTION, request, handler).await
    }

    async fn test_subscription(
        &self,
        request: Request<pb::TestSubscriptionRequest>,
    ) -> Reply<pb::TestSubscriptionResponse> {
        let handler = |caller, request| test_subscription::test_subscription(self.clone(), caller, request);
        call(&self.doors, paths::TEST_SUBSCRIPTION, request, handler).await
    }

    async fn rotate_signing_key(
        &self,
        request: Request<pb::RotateSigningKeyRequest>,
    ) -> Reply<pb::RotateSigningKeyResponse> {
        let handler = |caller, request| rotate_signing_key::rotate_signing_key(self.clone(), caller, request);
        call(&self.doors, paths::ROTATE_SIGNING_KEY, request, handler).await
    }

    async fn recover_subscription(
        &self,
        request: Request<pb::RecoverSubscriptionRequest>,
    ) -> Reply<pb::RecoverSubscriptionResponse> {
        let handler =
            |caller, request| recover_subscription::recover_subscription(self.clone(), caller, request);
        call(&self.doors, paths::RECOVER_SUBSCRIPTION, request, handler).await
    }

    async fn list_subscriptions(
        &self,
        request: Request<pb::ListSubscriptionsRequest>,
    ) -> Reply<pb::ListSubscriptionsResponse> {
        let handler = |caller, request| list_subscriptions::list_subscriptions(self.clone(), caller, request);
        call(&self.doors, paths::LIST_SUBSCRIPTIONS, request, handler).await
    }

    async fn list_dispatches(
        &self,
        request: Request<pb::ListDispatchesRequest>,
    ) -> Reply<pb::ListDispatchesResponse> {
        let handler = |caller, request| list_dispatches::list_dispatches(self.clone(), caller, request);
        call(&self.doors, paths::LIST_DISPATCHES, request, handler).await
    }

    async fn get_dispatch(&self, request: Request<pb::GetDispatchRequest>) -> Reply<pb::GetDispatchResponse> {
        let handler = |caller, request| get_dispatch::get_dispatch(self.clone(), caller, request);
        call(&self.doors, paths::GET_DISPATCH, request, handler).await
    }

    async fn resend_dispatch(
        &self,
        request: Request<pb::ResendDispatchRequest>,
    ) -> Reply<pb::ResendDispatchResponse> {
        let handler = |caller, request| resend_dispatch::resend_dispatch(self.clone(), caller, request);
        call(&self.doors, paths::RESEND_DISPATCH, request, handler).await
    }

    async fn preview_messages(
        &self,
        request: Request<pb::PreviewMessagesRequest>,
    ) -> Reply<pb::PreviewMessagesResponse> {
        let app = self.clone();
        let handler = |_, _| async move { preview_messages::preview_messages(&app) };
        call(&self.doors, paths::PREVIEW_MESSAGES, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::supervision_letter_service_server::SupervisionLetterService for App {
    async fn issue_letter(&self, request: Request<pb::IssueLetterRequest>) -> Reply<pb::IssueLetterResponse> {
        let handler = |caller, request| issue_letter::issue_letter(self.clone(), caller, request);
        call(&self.doors, paths::ISSUE_LETTER, request, handler).await
    }

    async fn reply_to_letter(
        &self,
        request: Request<pb::ReplyToLetterRequest>,
    ) -> Reply<pb::ReplyToLetterResponse> {
        let handler = |caller, request| reply_to_letter::reply_to_letter(self.clone(), caller, request);
        call(&self.doors, paths::REPLY_TO_LETTER, request, handler).await
    }

    async fn close_letter(&self, request: Request<pb::CloseLetterRequest>) -> Reply<pb::CloseLetterResponse> {
        let handler = |caller, request| close_letter::close_letter(self.clone(), caller, request);
        call(&self.doors, paths::CLOSE_LETTER, request, handler).await
    }

    async fn get_letter(&self, request: Request<pb::GetLetterRequest>) -> Reply<pb::GetLetterResponse> {
        let handler = |caller, request| get_letter::get_letter(self.clone(), caller, request);
        call(&self.doors, paths::GET_LETTER, request, handler).await
    }

    async fn list_letters(&self, request: Request<pb::ListLettersRequest>) -> Reply<pb::ListLettersResponse> {
        let handler = |caller, request| list_letters::list_letters(self.clone(), caller, request);
        call(&self.doors, paths::LIST_LETTERS, request, handler).await
    }

    async fn list_announcements(
        &self,
        request: Request<pb::ListAnnouncementsRequest>,
    ) -> Reply<pb::ListAnnouncementsResponse> {
        let handler = |caller, request| list_announcements::list_announcements(self.clone(), caller, request);
        call(&self.doors, paths::LIST_ANNOUNCEMENTS, request, handler).await
    }
}
