//! The program as the meeting service runs it. What it prints is read with PDFium and python-docx.

mod docx;
mod pages;
mod reader;
mod refusals;
mod text;
