using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What one message calls its locks: the usual name, or as much more of the id as tells apart classes of one name.</summary>
internal sealed class LockNames
{
    private readonly Dictionary<LockClass, string> _names = [];

    public LockNames(IEnumerable<LockClass> classes)
    {
        foreach (var homonyms in classes.Distinct().GroupBy(lockClass => lockClass.Name, StringComparer.Ordinal))
        {
            var all = homonyms.ToList();
            foreach (var lockClass in all)
            {
                _names[lockClass] = all.Count == 1 ? lockClass.Name : Qualify(lockClass, all);
            }
        }
    }

    /// <summary>The name of a class that the message is about.</summary>
    public string this[LockClass lockClass] => _names[lockClass];

    private static string Qualify(LockClass lockClass, List<LockClass> homonyms)
    {
        var others = homonyms.Where(other => !other.Equals(lockClass)).Select(other => Segments(other)).ToList();
        var own = Segments(lockClass);
        for (var count = lockClass.Name.Split('.').Length + 1; count < own.Length; count++)
        {
            var name = Last(own, count);
            if (others.TrueForAll(other => Last(other, count) != name))
            {
                return name;
            }
        }

        // A field and a type may differ in nothing but the letter in front.
        var whole = string.Join(".", own);
        return others.Exists(other => string.Join(".", other) == whole) ? lockClass.Id : whole;
    }

    private static string[] Segments(LockClass lockClass) => lockClass.Id[(lockClass.Id.IndexOf(':') + 1)..].Split('.');

    private static string Last(string[] segments, int count) => string.Join(".", segments.Skip(Math.Max(0, segments.Length - count)));
}
