using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Source files; those added without a name get one from their position.</summary>
public class SourceFileList(string defaultPrefix, string defaultExtension) : SourceFileCollection
{
    /// <summary>Adds a file.</summary>
    public void Add(string content) => Add(SourceText.From(content));

    /// <summary>Adds a file.</summary>
    public void Add(SourceText content) =>
        Add(($"{defaultPrefix}{Count.ToString(CultureInfo.InvariantCulture)}.{defaultExtension}", content));
}
