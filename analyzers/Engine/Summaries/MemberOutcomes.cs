using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Outcomes of members that the driver did not hand over just now, each computed once.</summary>
internal sealed class MemberOutcomes(ProgramAnalysis program)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<BodyOutcome>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The outcomes of a member's bodies.</summary>
    public ImmutableArray<BodyOutcome> Of(ISymbol member, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(member, out var known))
        {
            return known;
        }

        var bodies = program.Binder.BodiesOf(member, cancellationToken);
        var outcomes = new MemberAnalyzer(program, member, cancellationToken).Run(bodies.Select(body => body.Graph));
        return _known.GetOrAdd(member, outcomes);
    }
}
