//! The process of the approval service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    approval::PROGRAM.run().await
}
