using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Which of two instances of one class an edge holds and which it takes, in words that mean the same in another body: the receiver, a static, a parameter.
/// </summary>
/// <param name="From">The one held.</param>
/// <param name="To">The one taken.</param>
internal sealed record LockRoles(string From, string To)
{
    public string Text => From + " > " + To;

    /// <summary>The roles of an edge that takes the two the other way round.</summary>
    public string ExchangedText => To + " > " + From;

    /// <summary>Whether both instances have a role: locals have none that another body shares.</summary>
    public static bool AreKnown(LockEdge edge) => HasRole(edge.From.Lock.Path) && HasRole(edge.To.Path);

    public static LockRoles Of(LockEdge edge)
    {
        // One parameter among others is "the other one" wherever it stands in the list; of two, the order in the list is all that tells them apart.
        var isFromLater = edge.From.Lock.Path.Root == PathRoot.Parameter && edge.To.Path.Root == PathRoot.Parameter
            && Ordinal(edge.From.Lock.Path) > Ordinal(edge.To.Path);
        var isToLater = edge.From.Lock.Path.Root == PathRoot.Parameter && edge.To.Path.Root == PathRoot.Parameter
            && Ordinal(edge.To.Path) > Ordinal(edge.From.Lock.Path);
        return new(Role(edge, edge.From.Lock.Path, isFromLater), Role(edge, edge.To.Path, isToLater));
    }

    /// <summary>The role of one lock that all threads know by one name: a field's of the receiver, or a static's.</summary>
    public static string OfOne(LockEdge edge, AccessPath path) => Role(edge, path, isLater: false);

    private static bool HasRole(AccessPath path) => path.Root is PathRoot.This or PathRoot.Parameter or PathRoot.Static;

    private static int Ordinal(AccessPath path) => int.Parse(path.RootName, System.Globalization.CultureInfo.InvariantCulture);

    private static string Role(LockEdge edge, AccessPath path, bool isLater) => path.Root switch
    {
        PathRoot.This => $"this({LockInstances.OwnerOf(edge)}).{string.Join(".", path.Members)}",
        PathRoot.Parameter => $"{(isLater ? "second" : "first")}.{string.Join(".", path.Members)}",
        _ => path.ToString(),
    };
}
