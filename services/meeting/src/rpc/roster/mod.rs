//! The roster and its changes (联席会议制度二): `RosterService`.

mod decline_change;
mod list;
mod list_changes;
mod present;
mod propose_change;
mod record_change;

use proto::meeting::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::roster_service_server::RosterService for App {
    async fn list_seats(&self, q: Request<pb::ListSeatsRequest>) -> Reply<pb::ListSeatsRequest> { read(self, q).await }
    async fn propose_seat_change(&self, q: Request<pb::ProposeSeatChangeRequest>) -> Reply<pb::ProposeSeatChangeRequest> { act(self, q).await }
    async fn record_seat_change(&self, q: Request<pb::RecordSeatChangeRequest>) -> Reply<pb::RecordSeatChangeRequest> { act(self, q).await }
    async fn decline_seat_change(&self, q: Request<pb::DeclineSeatChangeRequest>) -> Reply<pb::DeclineSeatChangeRequest> { act(self, q).await }
    async fn list_seat_changes(&self, q: Request<pb::ListSeatChangesRequest>) -> Reply<pb::ListSeatChangesRequest> { read(self, q).await }
}
