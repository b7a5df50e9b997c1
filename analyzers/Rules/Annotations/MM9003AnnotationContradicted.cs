using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>An annotation that says of a member what its body provably does not do.</summary>
public sealed class MM9003AnnotationContradicted : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.AnnotationContradicted,
        title: "A body does not do what its annotation says",
        message: "The annotation says that '{0}' {1}, but {2}; callers are judged by the annotation",
        description: "Callers are analysed as if the annotation were true. Correct the annotation or the body.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var breach in method.ContractBreaches)
        {
            report(Diagnostic.Create(Descriptor, breach.Attribute.Location, method.Member, breach.Claim, breach.Fact));
        }
    }
}
