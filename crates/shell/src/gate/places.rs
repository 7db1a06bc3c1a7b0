//! How many calls may run at the same moment, and the place that each of them holds.

use std::sync::Arc;

use axum::body::HttpBody;
use http::Response;
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::body::Body;

use super::shares::Shares;

/// Places of all callers together, of which each has a share.
#[derive(Debug)]
pub(super) struct Places {
    all: Arc<Semaphore>,
    shares: Shares<String>,
}

/// Where a call runs; free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _share: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(all: usize, each: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), shares: Shares::new(each) }
    }

    /// A place for a call; none where the caller has its share, or all are taken.
    pub(super) fn take(&self, caller: &str) -> Option<Place> {
        let share = self.shares.take(caller.to_owned())?;
        let of_all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(Place { _share: share, _of_all: of_all })
    }
}

impl Place {
    /// The answer, which holds the place until its last frame is out or its reader is gone: a stream holds it as long as
    /// it lasts.
    pub(super) fn held_by(self, answer: Response<Body>) -> Response<Body> {
        if answer.body().is_end_stream() {
            return answer;
        }
        let mut place = Some(self);
        answer.map(|body| {
            Body::new(body.map_frame(move |frame| {
                if frame.is_trailers() {
                    // Before the caller learns the end: its next call finds the place free.
                    drop(place.take());
                }
                frame
            }))
        })
    }
}
