using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>A code action, with who offers it and where.</summary>
internal sealed record Offer(Document Document, CodeFixProvider Provider, CodeAction Action);
