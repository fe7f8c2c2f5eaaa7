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

    public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
}
