using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>One entering of the read lock of a <c>ReaderWriterLockSlim</c> in a body, and everything there that leaves it.</summary>
/// <param name="Entering">The name of the entering method.</param>
/// <param name="Leaving">The names of the leaving methods.</param>
/// <param name="Target">The expression that names the lock where it is entered.</param>
/// <param name="Lock">The lock.</param>
internal sealed record ReadSection(SimpleNameSyntax Entering, ImmutableArray<SimpleNameSyntax> Leaving, ExpressionSyntax Target, LockPath Lock)
{
    private const string Enter = "EnterReadLock";
    private const string TryEnter = "TryEnterReadLock";
    private const string Exit = "ExitReadLock";
    private const string Slim = "ReaderWriterLockSlim";

    /// <summary>The section in which a body holds the read lock at a place that takes more of the same lock; null if its extent is not plain to see.</summary>
    public static ReadSection? Around(LockCall wanted, Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (wanted is not { Type: Slim, Lock: { } path } || BodyOf(mark.Taken.Parent) is not { } body || BodyOf(mark.Held.Parent) != body)
        {
            return null;
        }

        var reads = new List<LockCall>();
        foreach (var invocation in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            // Whatever is called a read lock's here belongs to the section or makes it unclear, that of another function too.
            if (NameOf(invocation) is Enter or TryEnter or Exit && LockCall.Of(invocation, model, cancellationToken) is { } call)
            {
                reads.Add(call);
            }
        }

        var own = reads.Where(call => path.IsSameAs(call.Lock)).ToList();
        var entering = own.Where(call => call.Method.Name != Exit).ToList();
        var leaving = own.Where(call => call.Method.Name == Exit).ToList();
        return entering.Count == 1 && leaving.Count > 0 && own.TrueForAll(call => BodyOf(call.Target) == body)
            && reads.TrueForAll(call => call.Lock is not null) && entering[0].Target.GetFirstToken() == mark.Held && !AsksForMode(body)
            ? new(Name(entering[0]), leaving.Select(Name).ToImmutableArray(), entering[0].Target, path)
            : null;
    }

    /// <summary>The lock call whose receiver starts at a token.</summary>
    public static LockCall? CallAt(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken) =>
        token.Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } invocation
            && LockCall.Of(invocation, model, cancellationToken) is { } call && call.Target.GetFirstToken() == token
            ? call
            : null;

    // A question about the mode gets another answer once the mode is another.
    private static bool AsksForMode(SyntaxNode body) => body.DescendantTokens().Any(token => token.ValueText is "IsReadLockHeld" or "RecursiveReadCount" or "CurrentReadCount");

    private static string? NameOf(InvocationExpressionSyntax invocation) => (invocation.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;

    private static SimpleNameSyntax Name(LockCall call) => ((MemberAccessExpressionSyntax)call.Target.Parent!).Name; // The receiver of a call.

    private static SyntaxNode? BodyOf(SyntaxNode? node) => node?.AncestorsAndSelf().FirstOrDefault(
        candidate => candidate is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax);
}
