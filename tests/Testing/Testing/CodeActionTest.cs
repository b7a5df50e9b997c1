using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test that applies code actions.</summary>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public abstract class CodeActionTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Which of the offered actions is applied; null for the first.</summary>
    public int? CodeActionIndex { get; set; }

    /// <summary>The equivalence key of the action that is applied; null for any.</summary>
    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>A further check of each action before it is applied.</summary>
    public Action<CodeAction, IVerifier>? CodeActionVerifier { get; set; }

    /// <summary>How closely trees are compared with the trees of their text.</summary>
    public CodeActionValidationMode CodeActionValidationMode { get; set; } = CodeActionValidationMode.SemanticStructure;

    /// <summary>Leaves out offered actions that the test is not about.</summary>
    protected virtual ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions) => actions;

    /// <summary>The offered action that the test is about; null when there is none.</summary>
    private protected CodeAction? Choose(ImmutableArray<CodeAction> offered, IVerifier verifier)
    {
        var actions = FilterCodeActions(offered);
        if (CodeActionEquivalenceKey is { } key && !actions.IsEmpty)
        {
            var keys = actions.Select(action => action.EquivalenceKey).ToArray();
            actions = [.. actions.Where(action => action.EquivalenceKey == key)];
            verifier.False(actions.IsEmpty, $"No code action has the equivalence key '{key}'; offered: {string.Join(", ", keys)}.");
        }

        if (actions.IsEmpty)
        {
            return null;
        }

        var index = CodeActionIndex ?? 0;
        verifier.True(index < actions.Length, $"There is no code action {index}; offered: {string.Join(", ", actions.Select(action => $"'{action.Title}'"))}.");
        CodeActionVerifier?.Invoke(actions[index], verifier);
        return actions[index];
    }
}
