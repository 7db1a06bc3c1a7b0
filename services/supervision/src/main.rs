//! The process of the supervision service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    supervision::PROGRAM.run().await
}
