using System.Reflection;
using System.Runtime.Loader;

namespace MmAnalyzers.Benchmarks.Peers;

/// <summary>Keeps the libraries of one package apart from those of others; the compiler itself is the one of this process.</summary>
/// <param name="folder">Where the package's assemblies lie.</param>
internal sealed class PackageContext(string folder) : AssemblyLoadContext
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            // By simple name: packages are built against older compilers.
            return Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        }
        catch (FileNotFoundException)
        {
            var beside = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
