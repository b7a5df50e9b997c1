using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Locks;

/// <summary>A place in source, as messages tell it.</summary>
/// <param name="Location">Where.</param>
/// <param name="Member">The member around it, e.g. <c>Account.Transfer</c>.</param>
internal sealed record Site(Location Location, string Member) : IComparable<Site>
{
    /// <summary>File name without folders, of the mapped line.</summary>
    public string File
    {
        get
        {
            var path = Location.GetMappedLineSpan().Path ?? string.Empty;
            var cut = path.LastIndexOfAny(['/', '\\']);
            return cut < 0 ? path : path[(cut + 1)..];
        }
    }

    /// <summary>One-based mapped line.</summary>
    public int Line => Location.GetMappedLineSpan().StartLinePosition.Line + 1;

    /// <summary>The place as messages put it behind the member: <c> (A.cs:12)</c>; empty in compiled code.</summary>
    public string Place => IsInSource ? $" ({File}:{Line})" : string.Empty;

    /// <summary>Whether there is a place to show: members of other projects are known without their places.</summary>
    public bool IsInSource => Location.Kind != LocationKind.None;

    /// <summary>Order by path, then position: the same whatever order trees were added in.</summary>
    public int CompareTo(Site? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byFile = string.CompareOrdinal(Location.GetLineSpan().Path, other.Location.GetLineSpan().Path);
        var byPlace = byFile != 0 ? byFile : Location.SourceSpan.CompareTo(other.Location.SourceSpan);
        return byPlace != 0 || IsInSource ? byPlace : string.CompareOrdinal(Member, other.Member);
    }

    public override string ToString() => Member + Place;
}
