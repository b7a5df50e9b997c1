using System.Text;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>Writes a class whose methods nest locks of one primitive.</summary>
internal sealed class ProgramText(Primitive primitive)
{
    private readonly List<string> _methods = [];
    private readonly SortedSet<char> _locks = [];
    private int _serial;

    /// <summary>Adds a method that takes the locks in the order of their letters and holds all of them in the middle.</summary>
    public ProgramText Nested(string locks) => Method(Nest(locks));

    /// <summary>Adds a method of this text; <c>{acquire}</c> and <c>{release}</c> stand for the bare calls on lock a.</summary>
    public ProgramText Bare(string body)
    {
        _locks.Add('a');
        var at = body.IndexOf("{acquire}", StringComparison.Ordinal);
        while (at >= 0)
        {
            body = body[..at] + Fill(primitive.Acquire, 'a') + body[(at + "{acquire}".Length)..];
            at = body.IndexOf("{acquire}", StringComparison.Ordinal);
        }

        return Method(body.Replace("{release}", Fill(primitive.Release, 'a'), StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        foreach (var one in primitive.Extra.Length == 0 ? [] : _locks.ToList())
        {
            Method(Fill(primitive.Extra, one));
        }

        var fields = string.Join('\n', _locks.Select(one => Fill(primitive.Field, one)));
        return Indented($"public sealed class Sample\n{{\n{fields}\nprivate int _count;\n\n{string.Join("\n\n", _methods)}\n}}");
    }

    private static string Indented(string text)
    {
        var depth = 0;
        var result = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            depth -= line.StartsWith('}') ? 1 : 0;
            result.Append(line.Length == 0 ? "" : new string(' ', 4 * depth)).Append(line).Append('\n');
            depth += line == "{" ? 1 : 0;
        }

        return result.ToString();
    }

    private ProgramText Method(string body)
    {
        var kind = primitive.IsAsync ? "async Task" : "void";
        _methods.Add($"public {kind} Run{_methods.Count + 1}(int mode)\n{{\n{body}\n}}");
        return this;
    }

    private string Nest(string locks)
    {
        if (locks.Length == 0)
        {
            return "_count += mode;";
        }

        _locks.Add(locks[0]);
        var serial = _serial;
        var open = Fill(primitive.Open, locks[0]);
        var inner = Nest(locks[1..]);
        return $"{open}\n{inner}\n{Fill(primitive.Close, locks[0], serial)}";
    }

    private string Fill(string template, char name, int? serial = null) => template
        .Replace("{0}", "_" + name, StringComparison.Ordinal)
        .Replace("{1}", $"{serial ?? _serial++}", StringComparison.Ordinal);
}
