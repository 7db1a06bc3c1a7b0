//! How far a channel may go: the client, and the rule it goes under.

use crate::{AddressRule, Answer, Call, Destination, Failure, Outbound, Outcome};

/// The HTTP client under the rule of one unit, or of the operator for the services of providers.
#[derive(Clone)]
pub struct Reach {
    outbound: Outbound,
    rule: AddressRule,
}

impl Reach {
    /// The client under a rule.
    pub fn new(outbound: Outbound, rule: AddressRule) -> Self {
        Self { outbound, rule }
    }

    /// Calls a URL; without an answer, says what becomes of the message.
    pub(crate) async fn call(&self, url: &str, call: Call) -> Result<Answer, Outcome> {
        let to = Destination::parse(url, &self.rule).map_err(|error| Outcome::refused(error.to_string()))?;
        self.outbound.call(&to, &self.rule, call).await.map_err(|failure| match failure {
            Failure::Address(_) => Outcome::refused(failure.to_string()),
            _ => Outcome::later(failure.to_string()),
        })
    }
}
