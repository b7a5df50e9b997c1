using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>One <c>[LockClass]</c>: a name, and what is said of its locks.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rank">Place in the order of its hierarchy; zero for none.</param>
/// <param name="Subclass">The role of the annotated lock.</param>
/// <param name="Kind">Name of the kind's enum member: <c>Sleep</c>, <c>Spin</c>, <c>RawSpin</c> or <c>Pseudo</c>.</param>
/// <param name="IsReentrant">Whether the holder may acquire it again.</param>
/// <param name="Location">Where it is said; <see cref="Location.None"/> for metadata.</param>
/// <param name="RankLocation">Where the rank is said.</param>
internal sealed record AnnotationLockClass(string Name, int Rank, int Subclass, string Kind, bool IsReentrant, Location Location, Location RankLocation)
{
    /// <summary>Identity of the class in the graph.</summary>
    public string Id => IdOf(Name);

    /// <summary>The names among which ranks are compared: those that are equal up to the first dot.</summary>
    public string Hierarchy => Name.IndexOf('.') is var dot and >= 0 ? Name.Substring(0, dot) : string.Empty;

    /// <summary>Identity of the class of this name.</summary>
    public static string IdOf(string name) => "L:" + name;

    /// <summary>The class that the symbol itself declares; null if it declares none.</summary>
    public static AnnotationLockClass? DeclaredOn(ISymbol symbol) => AllOn(symbol).FirstOrDefault();

    /// <summary>Every class that the symbol itself declares; an assembly may declare several.</summary>
    public static IEnumerable<AnnotationLockClass> AllOn(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!string.Equals(AnnotationVocabulary.NameOf(attribute), AnnotationVocabulary.LockClass, StringComparison.Ordinal))
            {
                continue;
            }

            var arguments = new AnnotationArguments(attribute);
            if (arguments.Text("Name") is { } name)
            {
                yield return new(
                    name,
                    arguments.Number("Rank"),
                    arguments.Number("Subclass"),
                    arguments.EnumName("Kind") ?? "Sleep",
                    arguments.Flag("Reentrant"),
                    arguments.LocationOf("Name"),
                    arguments.LocationOf("Rank"));
            }
        }
    }
}
