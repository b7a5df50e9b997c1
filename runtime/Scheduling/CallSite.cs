namespace MmRuntime.Scheduling;

/// <summary>Where in the program something was called, as the compiler told the callee.</summary>
/// <param name="File">Path of the source file; empty if not known.</param>
/// <param name="Line">Line in it.</param>
internal readonly record struct CallSite(string File, int Line);
