print("cleanpage")
