namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>The usings that projects of today do not write.</summary>
internal static class GlobalUsings
{
    public const string Path = "ImplicitUsings.g.cs";

    public const string Text = """
        global using global::System;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Collections.Generic;
        global using global::System.Text;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;
}
