//! ReminderService: when whom is reminded (催办方案), and who is told instead (静默, 代理).

mod end_deputy;
mod end_silence;
mod list_deputies;
mod list_plans;
mod list_silences;
mod name_deputy;
mod present;
mod silence;
mod simulate;

use proto::notification::v1::{self as pb, reminder_service_server::ReminderService};
use shell::{Reply, act, look_up, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl ReminderService for App {
    async fn list_reminder_plans(&self, q: Request<pb::ListReminderPlansRequest>) -> Reply<pb::ListReminderPlansRequest> { look_up(self, q).await }
    async fn simulate_reminders(&self, q: Request<pb::SimulateRemindersRequest>) -> Reply<pb::SimulateRemindersRequest> { read(self, q).await }
    async fn silence_reminders(&self, q: Request<pb::SilenceRemindersRequest>) -> Reply<pb::SilenceRemindersRequest> { act(self, q).await }
    async fn end_silence(&self, q: Request<pb::EndSilenceRequest>) -> Reply<pb::EndSilenceRequest> { act(self, q).await }
    async fn list_silences(&self, q: Request<pb::ListSilencesRequest>) -> Reply<pb::ListSilencesRequest> { read(self, q).await }
    async fn name_deputy(&self, q: Request<pb::NameDeputyRequest>) -> Reply<pb::NameDeputyRequest> { act(self, q).await }
    async fn end_deputy(&self, q: Request<pb::EndDeputyRequest>) -> Reply<pb::EndDeputyRequest> { act(self, q).await }
    async fn list_deputies(&self, q: Request<pb::ListDeputiesRequest>) -> Reply<pb::ListDeputiesRequest> { read(self, q).await }
}
