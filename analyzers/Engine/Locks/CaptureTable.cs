using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MmAnalyzers.Engine.Locks;

/// <summary>The values that the compiler's own temporaries of one graph stand for; one temporary may be filled in several blocks.</summary>
internal sealed class CaptureTable
{
    private readonly Dictionary<CaptureId, ImmutableArray<IOperation>> _values = [];

    public CaptureTable(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation capture)
                {
                    var known = _values.TryGetValue(capture.Id, out var values) ? values : ImmutableArray<IOperation>.Empty;
                    _values[capture.Id] = known.Add(capture.Value);
                }
            }
        }
    }

    /// <summary>All values of a temporary.</summary>
    public ImmutableArray<IOperation> ValuesOf(CaptureId id) => _values.TryGetValue(id, out var values) ? values : ImmutableArray<IOperation>.Empty;
}
