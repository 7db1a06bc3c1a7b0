//! What an operation gives back.

use refusal::Refusal;

/// One outcome per input, in order. An outer error leaves the transaction to be rolled back.
pub(crate) type Outcomes<T> = Result<Vec<Result<T, Refusal>>, shell::Error>;

/// The outcome of an operation that was given one input.
pub(crate) fn only<T>(outcomes: Vec<Result<T, Refusal>>) -> Result<T, shell::Error> {
    let one = outcomes.into_iter().next();
    Ok(one.ok_or_else(|| shell::Error::Fault("an operation gave no outcome".to_owned()))??)
}
