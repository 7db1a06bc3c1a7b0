//! PreviewMessages.

use proto::notification::v1::{MessagePreview, PreviewMessagesResponse};
use shell::Error;

use crate::App;

/// What each kind of message says of sample data.
pub(super) fn preview_messages(app: &App) -> Result<PreviewMessagesResponse, Error> {
    let samples = app.messages.samples().map_err(|error| Error::Fault(error.to_string()))?;
    let preview = |(kind, version, sample): (String, u32, crate::channels::Outgoing)| MessagePreview {
        kind,
        version: i32::try_from(version).unwrap_or(i32::MAX),
        event: sample.kind,
        title: sample.title,
        text: sample.text,
        markdown: sample.markdown,
        html: sample.html,
        variables: sample.params.into_iter().collect(),
    };
    Ok(PreviewMessagesResponse { messages: samples.into_iter().map(preview).collect() })
}
