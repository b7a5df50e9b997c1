using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MmRuntime.Lockdep;

/// <summary>The order in which locks were taken while the validator watched; a snapshot.</summary>
/// <remarks>Edges are listed by name, so two runs that saw the same give the same text.</remarks>
public sealed class ObservedOrder
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };
    private readonly List<ObservedEdge> _edges;

    private ObservedOrder(IEnumerable<ObservedEdge> edges) =>
        _edges = [.. edges.OrderBy(edge => edge.Held, StringComparer.Ordinal).ThenBy(edge => edge.Taken, StringComparer.Ordinal)];

    /// <summary>Every "this was taken under that".</summary>
    public IReadOnlyList<ObservedEdge> Edges => _edges;

    /// <summary>As a picture for Graphviz.</summary>
    public string ToDot()
    {
        var text = new StringBuilder("digraph locks {\n  rankdir=LR;\n");
        foreach (var edge in _edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{edge.Held}\" -> \"{edge.Taken}\" [tooltip=\"{edge.HeldAt} then {edge.TakenAt}\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>As an array of objects for programs.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartArray();
            foreach (var edge in _edges)
            {
                writer.WriteStartObject();
                writer.WriteString("held", edge.Held);
                writer.WriteString("taken", edge.Taken);
                writer.WriteString("heldAt", edge.HeldAt.ToString());
                writer.WriteString("takenAt", edge.TakenAt.ToString());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>As attributes to paste: one for each pair that no other pairs imply. Roles of one class are left out; they have an order already.</summary>
    public string ToAttributes()
    {
        var pairs = _edges.Where(edge => !edge.Held.Contains('/', StringComparison.Ordinal) && !edge.Taken.Contains('/', StringComparison.Ordinal)).ToList();
        var inner = pairs.ToLookup(edge => edge.Held, edge => edge.Taken, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var edge in pairs.Where(edge => !IsImplied(edge, inner)))
        {
            text.Append(CultureInfo.InvariantCulture, $"[assembly: LockOrderChain(\"{edge.Held}\", \"{edge.Taken}\")]   // {edge.HeldAt}, {edge.TakenAt}\n");
        }

        return text.ToString();
    }

    internal static ObservedOrder Of(LockGraph graph) =>
        new(graph.Edges.Where(edge => !edge.IsDeclared).Select(edge => new ObservedEdge(edge.From.Name, edge.To.Name, edge.HeldAt, edge.TakenAt)));

    // Whether another way leads from the one to the other.
    private static bool IsImplied(ObservedEdge edge, ILookup<string, string> inner)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(inner[edge.Held].Where(name => name != edge.Taken));
        while (queue.TryDequeue(out var name))
        {
            if (name == edge.Taken)
            {
                return true;
            }

            foreach (var next in inner[name].Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }
}
