//! One call with its deadline.

use std::time::Duration;

use tonic::Request;

/// The longest that the services work on one call.
const DEADLINE: Duration = Duration::from_secs(30);

/// A request that is given up after 30 seconds, by both sides. Not for streams.
pub fn request<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(DEADLINE);
    request
}
