using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>Numbers names in the order in which they are met, then renumbers them in ordinal order.</summary>
/// <param name="expected">About how many names there will be.</param>
internal sealed class NameTableBuilder(int expected)
{
    private readonly Dictionary<string, int> _numbers = new(expected, StringComparer.Ordinal);

    /// <summary>The provisional number of a name.</summary>
    public int NumberOf(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(name, number);
        }

        return number;
    }

    /// <summary>The table, and for each provisional number the final one.</summary>
    public (NameTable Table, int[] Final) Build()
    {
        var names = _numbers.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var final = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            final[_numbers[names[i]]] = i;
        }

        return (new NameTable(ImmutableArray.Create(names)), final);
    }
}
