namespace MmAnalyzers.Verdicts.Cells;

/// <summary>A class while it is being written.</summary>
internal sealed class ClassText(string declaration)
{
    private readonly List<string> _fields = [];
    private readonly List<string> _methods = [];

    /// <summary>Adds a field, once.</summary>
    public void Field(string text)
    {
        if (!_fields.Contains(text))
        {
            _fields.Add(text);
        }
    }

    /// <summary>Adds a method, once.</summary>
    public void Method(string head, string body)
    {
        var text = $"{head}\n{{\n{body}\n}}";
        if (!_methods.Contains(text))
        {
            _methods.Add(text);
        }
    }

    /// <summary>Adds a member of an interface, or one with an expression as body.</summary>
    public void Line(string text) => _methods.Add(text);

    /// <summary>Gives a method another body; adds it if there is none.</summary>
    public void Replace(string head, string body)
    {
        _methods.RemoveAll(method => method.StartsWith(head + "\n", StringComparison.Ordinal));
        Method(head, body);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = _methods.Prepend(string.Join('\n', _fields)).Where(part => part.Length > 0);
        return $"{declaration}\n{{\n{string.Join("\n\n", parts)}\n}}";
    }
}
