using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Escalation.Mutants.Building;

/// <summary>Loads the source generators that the library's own build uses.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath)
    {
        // Some generators keep their common parts in an assembly beside them.
        string folder = Path.GetDirectoryName(fullPath)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
