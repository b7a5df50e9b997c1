using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules;

/// <summary>One rule: descriptors and a small query over what the engine proved. Stateless; hosted by <see cref="LockAnalyzer"/>.</summary>
public abstract class LockRule
{
    /// <summary>What the rule may report; an id is either live or reported at the end, never both.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>Called for each body; whatever is reported here lies in that body.</summary>
    internal virtual void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
    }

    /// <summary>Called once, when every body was visited; not in editors.</summary>
    internal virtual void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
    }
}
