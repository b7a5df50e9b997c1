namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Further projects of a test, made when they are first named.</summary>
public class ProjectCollection(string defaultLanguage, string defaultExtension) : Dictionary<string, ProjectState>(StringComparer.Ordinal)
{
    /// <summary>The project of this name.</summary>
    public new ProjectState this[string projectName] => this[projectName, defaultLanguage];

    /// <summary>The project of this name, in a language.</summary>
    public ProjectState this[string projectName, string language]
    {
        get
        {
            if (!TryGetValue(projectName, out var project))
            {
                project = new ProjectState(projectName, language, $"/{projectName}/Test", defaultExtension);
                Add(projectName, project);
            }

            return project;
        }
    }
}
